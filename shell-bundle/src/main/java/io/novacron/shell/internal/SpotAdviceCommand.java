package io.novacron.shell.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.novacron.api.machine.Market;
import io.novacron.api.placement.PlacementService;
import io.novacron.api.placement.SpotAdvice;
import io.novacron.api.placement.SpotAdviceRequest;
import io.novacron.api.security.Caller;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

/** Advises about a spot machine. */
@Service
@Command(
    scope = "novacron",
    name = "spot-advice",
    description = "Advises whether a spot machine stays, moves or goes on demand, and why",
    detailedDescription = "classpath:spot-advice.txt")
public final class SpotAdviceCommand extends ControlPlaneCommand {
  private static final Set<String> FIELDS = Set.of("prices");
  private static final Set<String> PRICE_FIELDS = Set.of("place", "at", "pricePerHour");

  @Option(
      name = "--on-demand",
      description = "What the same machine costs on demand, in US dollars per hour",
      required = true)
  String onDemand = "";

  @Option(
      name = "--present",
      description = "How it is paid for now: spot or on-demand; left out when it is not there yet")
  @Completion(
      value = StringsCompleter.class,
      values = {"spot", "on-demand"})
  @Nullable String present;

  @Option(name = "--place", description = "Where it is, for a spot machine")
  @Nullable String place;

  @Option(
      name = "--price",
      description =
          "A spot price of now, as place=dollars per hour; may be given several times. Each place"
              + " with a price is a candidate",
      multiValued = true)
  List<String> prices = List.of();

  @Option(
      name = "--prices",
      description = "A JSON file on the node with prices as they were seen, beside those of now")
  @Nullable String file;

  @Option(name = "--move-cost", description = "What a move costs, in US dollars")
  String moveCost = "0";

  @Option(name = "--restart-cost", description = "What an interruption costs, in US dollars")
  String restartCost = "0";

  @Option(
      name = "--interruption",
      description =
          "The probability that a machine is lost within an hour, as place=number from 0 to 1; may"
              + " be given several times",
      multiValued = true)
  List<String> interruptions = List.of();

  @Option(
      name = "--half-life",
      description = "Hours after which a price counts half as much as the newest; 24")
  @Nullable String halfLife;

  @Option(name = "--horizon", description = "Hours within which a move has to pay; 168")
  @Nullable String horizon;

  @Option(
      name = "--longest-age",
      description = "How old, in hours, the newest price of a place may be; 168")
  @Nullable String longestAge;

  @Override
  boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    if (!arguments.isEmpty()) {
      throw new UsageException("spot-advice", "takes options only, not " + arguments.get(0));
    }
    Values values = new Values();
    SpotAdviceRequest request =
        new SpotAdviceRequest(
            values.word("--present", present, Market.Kind.class),
            place,
            prices(Instant.now(), values),
            null,
            amount("--on-demand", onDemand, values),
            amount("--move-cost", moveCost, values),
            amount("--restart-cost", restartCost, values),
            interruptions(values),
            hours("--half-life", halfLife, values),
            hours("--horizon", horizon, values),
            hours("--longest-age", longestAge, values));
    values.check();
    SpotAdvice advice =
        Answers.get(services.require(PlacementService.class).adviseOnSpot(caller, request));
    Facts facts = facts(advice);
    out.write(facts::print, () -> new Json().spotAdvice(advice), facts::table);
    return true;
  }

  private static Facts facts(SpotAdvice advice) {
    BigDecimal saving = advice.expectedSaving();
    return new Facts()
        .add("advice", advice.action().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .add("to", advice.to() == null ? "" : advice.to())
        .add("saves", saving == null ? "" : saving.toPlainString() + " USD over the horizon")
        .add("why", advice.why());
  }

  private List<SpotAdviceRequest.SpotPrice> prices(Instant now, Values values) {
    List<SpotAdviceRequest.SpotPrice> all = new ArrayList<>();
    values
        .labels("--price", prices)
        .forEach(
            (where, price) ->
                all.add(
                    new SpotAdviceRequest.SpotPrice(where, now, values.decimal("--price", price))));
    if (file != null) {
      JsonNode tree = NodeFile.object("--prices", file, values);
      NodeFile.unknown(tree, "", FIELDS, values);
      JsonNode seen = tree.path("prices");
      if (!seen.isArray()) {
        values.wrong("/prices", "must be a list");
      }
      for (int i = 0; i < seen.size(); i++) {
        seen(seen.path(i), "/prices/" + i, all, values);
      }
    }
    return all;
  }

  private static void seen(
      JsonNode node, String at, List<SpotAdviceRequest.SpotPrice> all, Values values) {
    NodeFile.unknown(node, at, PRICE_FIELDS, values);
    String where = node.path("place").asText("");
    if (where.isBlank()) {
      values.wrong(at + "/place", "must be a place");
    }
    Instant seenAt = Instant.EPOCH;
    try {
      seenAt = Instant.parse(node.path("at").asText(""));
    } catch (DateTimeParseException e) {
      values.wrong(at + "/at", "must be a time such as 2026-11-30T10:00:00Z");
    }
    BigDecimal price =
        node.hasNonNull("pricePerHour")
            ? values.decimal(at + "/pricePerHour", node.get("pricePerHour").asText())
            : null;
    all.add(new SpotAdviceRequest.SpotPrice(where, seenAt, price));
  }

  private Map<String, Double> interruptions(Values values) {
    Map<String, Double> all = new HashMap<>();
    values
        .labels("--interruption", interruptions)
        .forEach(
            (where, text) -> {
              Double probability = values.real("--interruption", text);
              if (probability != null) {
                all.put(where, probability);
              }
            });
    return all;
  }

  private static BigDecimal amount(String option, String text, Values values) {
    BigDecimal amount = values.decimal(option, text);
    return amount == null ? BigDecimal.ZERO : amount;
  }

  private static @Nullable Duration hours(String option, @Nullable String text, Values values) {
    return text == null ? null : Duration.ofHours(values.count(option, text));
  }
}
