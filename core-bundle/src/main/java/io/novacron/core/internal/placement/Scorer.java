package io.novacron.core.internal.placement;

import io.novacron.api.placement.CurrentPlace;
import io.novacron.api.placement.Factor;
import io.novacron.api.policy.PolicyRule;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Scores candidates: the sum over all factors of weight times utility. A missing value adds
 * nothing. Immutable.
 */
final class Scorer {
  private final FactorColumn[] columns;
  private final double[] weights;

  /** The same columns where they are sourced ones: a call of a known class costs a fraction. */
  private final @Nullable SourcedColumn[] sourced;

  Scorer(List<FactorColumn> columns, double[] weights) {
    this.columns = columns.toArray(new FactorColumn[0]);
    this.weights = weights.clone();
    this.sourced = new SourcedColumn[this.columns.length];
    for (int i = 0; i < sourced.length; i++) {
      sourced[i] = this.columns[i] instanceof SourcedColumn column ? column : null;
    }
  }

  /**
   * What candidates are scored by for a request under a policy: the price first, then the other
   * factors by name, then the soft rules.
   */
  static Scorer of(ResolvedRequest request, Candidates candidates, PlacementPolicy policy) {
    CatalogColumns catalog = candidates.columns();
    PriceColumn prices = catalog.prices(request.market());
    List<FactorColumn> columns = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    columns.add(prices);
    weights.add(policy.weight(PriceColumn.NAME));
    for (String name : new TreeSet<>(policy.weights().keySet())) {
      if (policy.weight(name) > 0 && !name.equals(PriceColumn.NAME)) {
        columns.add(column(name, request, candidates));
        weights.add(policy.weight(name));
      }
    }
    for (PolicyRule rule : policy.rules()) {
      Double penalty = rule.penalty();
      if (penalty != null) {
        columns.add(new SoftRuleColumn(rule, candidates, prices));
        weights.add(penalty);
      }
    }
    return new Scorer(columns, weights.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static FactorColumn column(String name, ResolvedRequest request, Candidates candidates) {
    if (name.equals(HysteresisColumn.NAME)) {
      CurrentPlace current = request.request().current();
      return current == null
          ? new MissingColumn(name)
          : new HysteresisColumn(current, candidates.columns());
    }
    if (!name.equals(RoundTripColumn.NAME)) {
      return candidates.factors().column(name, request, candidates.columns());
    }
    return request.near() == null
        ? new MissingColumn(name)
        : new RoundTripColumn(request, candidates.columns());
  }

  /** The score of a candidate; more is better. */
  double score(int account, int offer) {
    double score = 0;
    for (int i = 0; i < columns.length; i++) {
      score += weights[i] * utility(i, account, offer);
    }
    return score;
  }

  /** How many factors there are. */
  int size() {
    return columns.length;
  }

  /** Name of a factor. */
  String name(int factor) {
    return columns[factor].name();
  }

  /** Weight of a factor. */
  double weight(int factor) {
    return weights[factor];
  }

  /** How good a candidate is by one factor, before its weight. */
  double utility(int factor, int account, int offer) {
    SourcedColumn column = sourced[factor];
    return column == null
        ? columns[factor].utility(account, offer)
        : column.utility(account, offer);
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
              weights[i] * column.utility(account, offer),
              missing,
              !missing && column.estimated(account, offer));
    }
    return List.of(factors);
  }
}
