package io.novacron.shell.internal;

import io.novacron.api.catalog.Price;
import io.novacron.api.plan.Plan;
import io.novacron.api.plan.PlannedAction;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What there is to say about a plan. */
final class PlanFacts {
  private PlanFacts() {}

  /** Writes a plan: what it would do, action by action, and how to make it. */
  static void write(Plan plan, Output out) {
    Facts facts =
        new Facts()
            .add("plan", plan.id())
            .add("hash", plan.hash())
            .add("expires", Text.time(plan.expiresAt()))
            .add("costs", signed(plan.monthlyDelta()) + " USD in 730 hours")
            .add("applied", plan.operation() == null ? "" : "as operation " + plan.operation())
            .add("warning", String.join(" ", plan.warnings()));
    Table actions = table(plan);
    out.write(
        text -> {
          facts.print(text);
          text.println();
          out.fitted(text, actions, "It would do nothing.");
        },
        () -> new Json().plan(plan),
        () -> actions);
  }

  private static Table table(Plan plan) {
    Table table =
        new Table()
            .column("ITEM", 6)
            .column("ACTION")
            .column("MACHINE")
            .column("ACCOUNT", 2)
            .column("REGION", 1)
            .column("TYPE", 3)
            .column("PRICE PER HOUR", 4)
            .column("CHANGE PER HOUR")
            .column("WHY", 5);
    for (PlannedAction action : plan.actions()) {
      Price price = action.price();
      table.row(
          Integer.toString(action.index()),
          action.action(),
          action.name(),
          Text.of(action.account()),
          Text.of(action.region()),
          Text.of(action.instanceType()),
          price == null ? "" : Text.price(price),
          signed(action.hourlyDelta()),
          Text.of(action.decision()));
    }
    return table;
  }

  static String signed(@Nullable BigDecimal delta) {
    if (delta == null) {
      return "not known";
    }
    return (delta.signum() > 0 ? "+" : "") + delta.toPlainString();
  }
}
