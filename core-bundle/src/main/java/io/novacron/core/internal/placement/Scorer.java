package io.novacron.core.internal.placement;

import io.novacron.api.placement.Factor;
import java.util.List;

/**
 * Scores candidates: the sum over all factors of weight times utility. A missing value adds
 * nothing. Immutable.
 */
final class Scorer {
  private final FactorColumn[] columns;
  private final double[] weights;

  Scorer(List<FactorColumn> columns, PlacementPolicy policy) {
    this.columns = columns.toArray(new FactorColumn[0]);
    this.weights = columns.stream().mapToDouble(column -> policy.weight(column.name())).toArray();
  }

  /** The score of a candidate; more is better. */
  double score(int account, int offer) {
    double score = 0;
    for (int i = 0; i < columns.length; i++) {
      score += contribution(i, account, offer);
    }
    return score;
  }

  /** What a candidate is scored by; the contributions add up to its score. */
  List<Factor> factors(int account, int offer) {
    Factor[] factors = new Factor[columns.length];
    for (int i = 0; i < columns.length; i++) {
      FactorColumn column = columns[i];
      boolean missing = column.missing(account, offer);
      factors[i] =
          new Factor(
              column.name(),
              column.group(),
              missing ? null : column.value(account, offer),
              column.unit(),
              weights[i],
              contribution(i, account, offer),
              missing,
              false);
    }
    return List.of(factors);
  }

  private double contribution(int factor, int account, int offer) {
    FactorColumn column = columns[factor];
    return column.missing(account, offer) ? 0 : weights[factor] * column.utility(account, offer);
  }
}
