package io.novacron.api.budget;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a budget says: how much the machines that it covers may cost together.
 *
 * <p>It limits the rate at which money is spent, not a sum that was spent: all machines that are
 * not deleted count with their price per hour, also while they are stopped, since a start is not
 * refused. A change that would bring the sum above the limit is refused before a cloud is asked; a
 * change that makes the sum smaller never is.
 *
 * @param description for people; up to 500 characters, may be empty
 * @param account account whose machines it covers; absent for those of all accounts
 * @param labels labels that a machine must have, each with its value, to be covered; up to 16,
 *     empty for machines whatever their labels
 * @param amount the limit in US dollars; not negative, 0 refuses every machine that costs anything
 * @param period the time that the amount is for
 */
public record BudgetContent(
    String description,
    @Nullable String account,
    Map<String, String> labels,
    BigDecimal amount,
    Period period) {
  public BudgetContent {
    Objects.requireNonNull(description, "description");
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    amount = plain(amount);
    Objects.requireNonNull(period, "period");
  }

  /** So that amounts that are equal have one shape. */
  private static BigDecimal plain(BigDecimal amount) {
    BigDecimal stripped = amount.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** Whether a machine in an account, with labels, is covered. */
  public boolean covers(@Nullable String itsAccount, Map<String, String> itsLabels) {
    return (account == null || account.equals(itsAccount))
        && itsLabels.entrySet().containsAll(labels.entrySet());
  }

  /** The limit in US dollars per hour, to 16 digits. */
  public BigDecimal amountPerHour() {
    return amount.divide(BigDecimal.valueOf(period.hours()), MathContext.DECIMAL64);
  }

  /** The time that an amount is for. */
  public enum Period {
    /** An hour. */
    HOUR(1),
    /** A month of 730 hours, as the clouds' own price lists count it. */
    MONTH(730);

    private final int hours;

    Period(int hours) {
      this.hours = hours;
    }

    /** How many hours it has. */
    public int hours() {
      return hours;
    }
  }
}
