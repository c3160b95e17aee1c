package io.novacron.shell.internal;

import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Counterfactual;
import io.novacron.api.placement.Decision;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/** Why a machine goes where it goes. */
final class DecisionFacts {
  private DecisionFacts() {}

  /**
   * Adds where it goes, for what price, what came second and by how much, and what would change it.
   */
  static void add(Facts facts, Decision decision) {
    Choice chosen = decision.chosen();
    if (chosen == null) {
      return;
    }
    facts.add("goes to", place(chosen));
    facts.add("price", chosen.market().wireName() + " " + Text.datedPrice(chosen.pricePerHour()));
    Choice second = decision.runnerUp();
    if (second != null) {
      facts.add("runner-up", place(second) + " at " + Text.datedPrice(second.pricePerHour()));
    }
    BigDecimal margin = decision.margin();
    if (margin != null) {
      facts.add("margin", margin.toPlainString() + " USD/h" + share(margin, chosen));
    }
    decision.counterfactuals().stream()
        .findFirst()
        .ifPresent(other -> facts.add("would change", sentence(other)));
    facts.add("decision", decision.id() + " at " + Text.time(decision.decidedAt()));
  }

  /** Where it goes, in one line; empty when there is no choice. */
  static Optional<String> place(Decision decision) {
    return Optional.ofNullable(decision.chosen())
        .map(
            chosen ->
                "It goes to " + place(chosen) + ", for " + Text.price(chosen.pricePerHour()) + ".");
  }

  private static String sentence(Counterfactual other) {
    return other.change() + ", to " + place(other.wouldChoose());
  }

  private static String place(Choice choice) {
    String zone = choice.zone();
    return choice.cloud()
        + " "
        + (zone == null ? choice.region() : zone)
        + ", "
        + choice.instanceType()
        + ", account "
        + choice.account();
  }

  private static String share(BigDecimal margin, Choice chosen) {
    BigDecimal price = chosen.pricePerHour().amount();
    return price.signum() == 0
        ? ""
        : " ("
            + Text.percent(margin.divide(price, MathContext.DECIMAL32).doubleValue())
            + " of the price)";
  }
}
