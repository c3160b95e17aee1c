package io.novacron.core.internal.budget;

import io.novacron.api.budget.BudgetContent;
import io.novacron.api.budget.BudgetUsage;
import io.novacron.api.catalog.Price;
import io.novacron.core.internal.catalog.Micros;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts of money, as columns have them and as people read them. */
final class BudgetAmounts {
  private static final int CENTS = 2;

  private BudgetAmounts() {}

  /** The limit of a budget in millionths of a US dollar per hour, rounded down. */
  static long limitMicros(BudgetContent budget) {
    return Micros.of(budget.amountPerHour(), RoundingMode.FLOOR);
  }

  static BudgetUsage usage(BudgetContent budget, SpendingLedger.Used used) {
    BigDecimal committed = forPeriod(used.micros(), budget.period());
    BigDecimal left = budget.amount().subtract(committed).max(BigDecimal.ZERO);
    return new BudgetUsage(committed, left, used.machines(), used.unpriced());
  }

  /** Such as {@code 3650.00 USD/month}. */
  static String perPeriod(long microsPerHour, BudgetContent.Period period) {
    return shown(forPeriod(microsPerHour, period), period);
  }

  /** Such as {@code 5 USD/hour}. */
  static String limit(BudgetContent budget) {
    return shown(budget.amount(), budget.period());
  }

  private static String shown(BigDecimal amount, BudgetContent.Period period) {
    return switch (period) {
      case HOUR -> amount.toPlainString() + " USD/hour";
      case MONTH -> amount.setScale(CENTS, RoundingMode.HALF_UP).toPlainString() + " USD/month";
    };
  }

  private static BigDecimal forPeriod(long microsPerHour, BudgetContent.Period period) {
    return Price.ofMicros(Math.multiplyExact(microsPerHour, (long) period.hours()));
  }
}
