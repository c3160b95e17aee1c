package io.novacron.core.internal.placement;

/**
 * One thing that candidates are scored by: a column of values over all of them with a set of
 * missing ones. Immutable.
 */
interface FactorColumn {
  /** Name, such as {@code price}. */
  String name();

  /** One of the five groups of factors, or {@code unknown} when no source of it is there. */
  String group();

  /** Unit of the values. */
  String unit();

  /** Whether a candidate has no value, so that the factor is neutral for it. */
  boolean missing(int account, int offer);

  /** The value of a candidate; meaningless when it is missing. */
  double value(int account, int offer);

  /** Whether the value of a candidate was estimated and not measured or published. */
  boolean estimated(int account, int offer);

  /**
   * How good the value is; more is better, 0 when it is missing. It depends on the value alone,
   * never on what else is in the choice, so that a candidate's score does not change with its
   * competitors.
   */
  double utility(int account, int offer);
}
