package io.novacron.api.placement;

/**
 * How the value of a factor becomes what it is worth, before the weight of a policy. Worth is 0 at
 * the reference value of a column, which is also what a missing value is worth. It depends on the
 * value alone, never on what else is in the choice, so that a candidate's score does not change
 * with its competitors.
 */
public sealed interface Utility {
  /**
   * What a value is worth.
   *
   * @param value the value; a number
   * @param reference the value that is worth 0
   */
  double of(double value, double reference);

  /** Whether a greater value is worth more. */
  boolean moreIsBetter();

  /**
   * Each doubling is worth one, whatever the size: the binary logarithm of the ratio to the
   * reference. So factors of different units can be weighed against a price ratio.
   *
   * @param moreIsBetter whether a greater value is worth more
   * @param least values below it count as this; more than 0
   */
  record ByRatio(boolean moreIsBetter, double least) implements Utility {
    private static final double LN_2 = StrictMath.log(2);

    public ByRatio {
      if (!(least > 0) || Double.isInfinite(least)) {
        throw new IllegalArgumentException("least must be more than 0 but is " + least);
      }
    }

    /** StrictMath, so that the same decision comes out on every machine. */
    @Override
    public double of(double value, double reference) {
      double doublings = StrictMath.log(Math.max(value, least) / Math.max(reference, least)) / LN_2;
      return 0.0 + (moreIsBetter ? doublings : -doublings);
    }
  }

  /**
   * Each step away from the reference is worth one.
   *
   * @param moreIsBetter whether a greater value is worth more
   * @param step the difference that is worth one, in the factor's unit; more than 0
   */
  record ByDifference(boolean moreIsBetter, double step) implements Utility {
    public ByDifference {
      if (!(step > 0) || Double.isInfinite(step)) {
        throw new IllegalArgumentException("step must be more than 0 but is " + step);
      }
    }

    @Override
    public double of(double value, double reference) {
      double steps = (value - reference) / step;
      return 0.0 + (moreIsBetter ? steps : -steps);
    }
  }
}
