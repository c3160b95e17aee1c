package io.novacron.core.internal.spot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says why, with the figures, the same in every locale. */
final class Sentences {
  private static final int NAMED = 3;
  private static final MathContext DIGITS = new MathContext(4);

  private final SpotQuestion question;
  private final CostTable table;
  private final SpotParameters parameters;

  Sentences(SpotQuestion question, CostTable table, SpotParameters parameters) {
    this.question = question;
    this.table = table;
    this.parameters = parameters;
  }

  /** Leaving pays; from on demand when {@code here} is absent. */
  String move(@Nullable HourlyCost here, HourlyCost there, double saving) {
    return "Move from %s to %s: in %s that saves %s beyond the %s of the move."
            .formatted(from(here), place(there), horizon(), amount(saving), amount(moveCost()))
        + notes();
  }

  /** On demand is cheaper by enough. */
  String toOnDemand(HourlyCost here, double saving) {
    return "Move from %s to on demand (%s): in %s that saves %s beyond the %s of the move."
            .formatted(place(here), onDemand(), horizon(), amount(saving), amount(moveCost()))
        + notes();
  }

  /** Leaving does not pay. */
  String stay(@Nullable HourlyCost here, @Nullable HourlyCost there, double saving) {
    if (here == null && there == null) {
      return "Stay on demand (%s): no place on spot that is known is cheaper.".formatted(onDemand())
          + notes();
    }
    String best = there == null ? "on demand (" + onDemand() + ")" : place(there);
    double gross = saving + moveCost();
    String outcome =
        gross > 0
            ? "a move there would save %s in %s, and costs %s"
                .formatted(amount(gross), horizon(), amount(moveCost()))
            : "it is no cheaper than here";
    return "Stay %s: of the others %s is cheapest, but %s."
            .formatted(here == null ? from(null) : "at " + place(here), best, outcome)
        + notes();
  }

  /** The place of the machine has no price to compare. */
  String nothingKnownHere(String here) {
    return "Stay at %s: with no price of it from the last %s nothing can be compared."
            .formatted(here, hours(Hours.of(parameters.longestAge())))
        + notes();
  }

  /** On spot, as there is no staying. */
  String begin(HourlyCost there, double saving) {
    return "Go to %s: it is the cheapest, and in %s it saves %s against on demand (%s)."
            .formatted(place(there), horizon(), amount(saving), onDemand())
        + notes();
  }

  /** On demand, as there is no staying and nothing cheaper. */
  String beginOnDemand(@Nullable HourlyCost cheapest) {
    return (cheapest == null
            ? "Go on demand (%s): no price on spot is known.".formatted(onDemand())
            : "Go on demand (%s): on spot the cheapest is %s."
                .formatted(onDemand(), place(cheapest)))
        + notes();
  }

  private String notes() {
    StringBuilder notes = new StringBuilder();
    if (!table.withdrawn().isEmpty()) {
      notes.append(" Not on offer: ").append(names(table.withdrawn())).append('.');
    }
    if (!table.unpriced().isEmpty()) {
      notes
          .append(" Not compared, for want of a price from the last ")
          .append(hours(Hours.of(parameters.longestAge())))
          .append(": ")
          .append(names(table.unpriced()))
          .append('.');
    }
    if (!table.unrated().isEmpty() && question.costs().restartUsd() > 0) {
      notes.append(" How often machines are interrupted is not known of ");
      notes.append(names(table.unrated()));
      notes.append(
          table.unrated().size() == table.costs().size()
              ? ", so interruptions are not counted."
              : "; assumed is the mean of the others, %s per hour."
                  .formatted(plain(table.assumedPerHour())));
    }
    return notes.toString();
  }

  private static String names(List<String> places) {
    String first = places.stream().limit(NAMED).collect(Collectors.joining(", "));
    return places.size() <= NAMED ? first : first + " and " + (places.size() - NAMED) + " more";
  }

  private String from(@Nullable HourlyCost here) {
    return here == null ? "on demand (" + onDemand() + ")" : place(here);
  }

  private static String place(HourlyCost cost) {
    String price = perHour(cost.priceUsd());
    String latest = perHour(cost.latestUsd());
    return cost.place()
        + " ("
        + price
        + (latest.equals(price) ? "" : " lately, now " + latest)
        + (cost.interruptionUsd() > 0
            ? ", and %s for interruptions".formatted(perHour(cost.interruptionUsd()))
            : "")
        + ")";
  }

  private String onDemand() {
    return perHour(question.onDemandUsdPerHour());
  }

  private double moveCost() {
    return question.costs().moveUsd();
  }

  private String horizon() {
    return hours(parameters.horizonHours());
  }

  private static String hours(double hours) {
    return plain(hours) + " h";
  }

  private static String perHour(double dollars) {
    return amount(dollars) + "/h";
  }

  private static String amount(double dollars) {
    return String.format(Locale.ROOT, "%.4f USD", dollars);
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).round(DIGITS).stripTrailingZeros().toPlainString();
  }
}
