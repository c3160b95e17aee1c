package io.novacron.shell.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.novacron.api.budget.Budget;
import io.novacron.api.budget.BudgetContent;
import io.novacron.api.budget.BudgetUsage;
import java.util.Locale;
import java.util.stream.Collectors;

/** Budgets as a person and as a program read them. */
final class BudgetText {
  private BudgetText() {}

  /** What there is to say about a budget. */
  static Facts facts(Budget budget) {
    BudgetUsage usage = budget.usage();
    Facts facts =
        new Facts()
            .add("name", budget.name())
            .add("version", budget.version() + " of " + budget.latest())
            .add("deleted", budget.deleted() ? "yes" : "")
            .add("about", budget.content().description())
            .add("covers", covers(budget))
            .add("allows", amount(budget));
    if (usage != null) {
      facts
          .add("committed", usage.committed().toPlainString())
          .add("left", usage.left().toPlainString())
          .add("machines", Integer.toString(usage.machines()))
          .add("unpriced", usage.unpriced() == 0 ? "" : Integer.toString(usage.unpriced()));
    }
    return facts.add("made", Text.time(budget.createdAt()) + " by " + budget.createdBy());
  }

  /** Such as {@code 3650 USD/month}. */
  static String amount(Budget budget) {
    return budget.content().amount().toPlainString()
        + " USD/"
        + budget.content().period().name().toLowerCase(Locale.ROOT);
  }

  /** Which machines count, such as {@code account aws-1, team=web}. */
  static String covers(Budget budget) {
    BudgetContent content = budget.content();
    String labels =
        content.labels().entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(" "));
    String account = content.account() == null ? "" : "account " + content.account();
    String both = account + (account.isEmpty() || labels.isEmpty() ? "" : ", ") + labels;
    return both.isEmpty() ? "all machines" : both;
  }

  /** The shape of the REST interface. */
  static ObjectNode shape(Budget budget, Json json) {
    BudgetContent content = budget.content();
    ObjectNode shape = json.object();
    shape.put("name", budget.name());
    shape.put("tenant", budget.tenant());
    shape.put("version", budget.version());
    shape.put("latest", budget.latest());
    shape.put("deleted", budget.deleted());
    shape.put("description", content.description());
    if (content.account() != null) {
      shape.put("account", content.account());
    }
    ObjectNode labels = shape.putObject("labels");
    content.labels().forEach(labels::put);
    shape.put("amount", content.amount().toPlainString());
    shape.put("period", content.period().name().toLowerCase(Locale.ROOT));
    BudgetUsage usage = budget.usage();
    if (usage != null) {
      ObjectNode used = shape.putObject("usage");
      used.put("committed", usage.committed().toPlainString());
      used.put("left", usage.left().toPlainString());
      used.put("machines", usage.machines());
      used.put("unpriced", usage.unpriced());
    }
    shape.put("createdAt", budget.createdAt().toString());
    shape.put("createdBy", budget.createdBy());
    shape.put("revision", budget.revision());
    return shape;
  }
}
