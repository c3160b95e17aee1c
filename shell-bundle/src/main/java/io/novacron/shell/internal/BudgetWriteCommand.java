package io.novacron.shell.internal;

import io.novacron.api.budget.BudgetContent;
import java.math.BigDecimal;
import java.util.List;
import org.apache.karaf.shell.api.action.Option;
import org.jspecify.annotations.Nullable;

/** A command that says what a budget is to say. */
abstract class BudgetWriteCommand extends BudgetCommand {
  @Option(
      name = "--amount",
      description = "What the machines may cost together, in US dollars; required")
  @Nullable String amount;

  @Option(
      name = "--per",
      description = "The time that the amount is for: hour, or month (of 730 hours) when left out")
  String period = "month";

  @Option(name = "--account", description = "Covers only machines of this account")
  @Nullable String account;

  @Option(
      name = "--label",
      description =
          "Covers only machines with this label, such as team=web; may be given several times",
      multiValued = true)
  List<String> labels = List.of();

  @Option(name = "--description", description = "What it is for")
  @Nullable String description;

  @Option(name = "--dry-run", description = Preview.OPTION)
  boolean dryRun;

  @Override
  final boolean dryRun() {
    return dryRun;
  }

  /** What is to be written. */
  final BudgetContent content(Values values) throws UsageException {
    if (amount == null) {
      values.wrong("--amount", "is missing; give it in US dollars, such as --amount 3650");
    }
    BigDecimal number = values.decimal("--amount", amount);
    BudgetContent.Period per = values.word("--per", period, BudgetContent.Period.class);
    BudgetContent content =
        new BudgetContent(
            description == null ? "" : description,
            account,
            values.labels("--label", labels),
            number == null ? BigDecimal.ZERO : number,
            per == null ? BudgetContent.Period.MONTH : per);
    values.check();
    return content;
  }
}
