package io.novacron.api.budget;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * What is used of a budget.
 *
 * @param committed what the machines that it covers cost together, in US dollars for the period of
 *     the budget
 * @param left what may still be added, in US dollars for the period; 0 when more is committed than
 *     the limit, which a smaller limit or a change of labels may lead to
 * @param machines how many machines are covered
 * @param unpriced how many of them have no known price and so do not count
 */
public record BudgetUsage(BigDecimal committed, BigDecimal left, int machines, int unpriced) {
  public BudgetUsage {
    Objects.requireNonNull(committed, "committed");
    Objects.requireNonNull(left, "left");
  }
}
