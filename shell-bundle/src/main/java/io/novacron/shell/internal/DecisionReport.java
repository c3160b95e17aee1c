package io.novacron.shell.internal;

import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Counterfactual;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.Factor;
import io.novacron.api.placement.FunnelStage;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that a decision says of itself, for people. */
final class DecisionReport {
  private final Decision decision;

  DecisionReport(Decision decision) {
    this.decision = decision;
  }

  void print(PrintStream out) {
    Facts facts = new Facts();
    facts.add("policy", decision.policy() + " version " + decision.policyVersion());
    DecisionFacts.add(facts, decision);
    facts.add("decision", decision.id() + " at " + Text.time(decision.decidedAt()));
    facts.print(out);
    out.println();
    out.println("What the filters left");
    for (FunnelStage stage : decision.funnel()) {
      out.println(
          String.format(
                  Locale.ROOT, "  %-18s %7d -> %7d", stage.filter(), stage.before(), stage.after())
              + (stage.example() == null ? "" : "  such as: " + Text.plain(stage.example())));
    }
    if (!decision.factors().isEmpty()) {
      out.println();
      out.println("What counted (value, and what it added to the score)");
      factors(decision).rows().forEach(row -> out.println(line(row)));
    }
    if (!decision.counterfactuals().isEmpty()) {
      out.println();
      out.println("What would change it");
      for (Counterfactual other : decision.counterfactuals()) {
        Choice choice = other.wouldChoose();
        out.println(
            "  "
                + Text.plain(other.change())
                + ": "
                + choice.instanceType()
                + " in "
                + choice.region()
                + " of "
                + choice.cloud()
                + " at "
                + Text.price(choice.pricePerHour()));
      }
    }
  }

  private static String line(List<String> row) {
    return Text.plain(
        String.format(
            Locale.ROOT,
            "  %-24s x %-6s %24s %9s   runner-up %24s %9s  %s",
            row.get(0),
            row.get(1),
            row.get(2),
            row.get(3),
            row.get(4),
            row.get(5),
            row.get(6)));
  }

  /** The factors of the choice and of the runner-up, side by side. */
  static Table factors(Decision decision) {
    Table table =
        new Table()
            .column("FACTOR")
            .column("WEIGHT")
            .column("CHOICE")
            .column("ADDED")
            .column("RUNNER-UP")
            .column("RUNNER-UP ADDED")
            .column("NOTE");
    Map<String, Factor> ofRunnerUp = new HashMap<>();
    decision.runnerUpFactors().forEach(factor -> ofRunnerUp.put(factor.name(), factor));
    Map<String, Factor> all = new LinkedHashMap<>();
    decision.factors().forEach(factor -> all.put(factor.name(), factor));
    all.forEach(
        (name, factor) -> {
          Factor other = ofRunnerUp.get(name);
          table.row(
              name,
              number(factor.weight()),
              value(factor),
              number(factor.contribution()),
              other == null ? "" : value(other),
              other == null ? "" : number(other.contribution()),
              note(factor, other));
        });
    return table;
  }

  private static String value(Factor factor) {
    Double value = factor.value();
    return value == null ? "missing" : number(value) + " " + factor.unit();
  }

  private static String note(Factor factor, @Nullable Factor other) {
    boolean estimated = factor.estimated() || (other != null && other.estimated());
    boolean missing = factor.missing() || (other != null && other.missing());
    return missing ? "missing counts as middling" : estimated ? "estimated" : "";
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.4f", value);
    return new BigDecimal(text).stripTrailingZeros().toPlainString();
  }
}
