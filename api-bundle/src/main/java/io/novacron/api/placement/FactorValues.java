package io.novacron.api.placement;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;

/**
 * The values of one factor: a column with a set of missing ones. Immutable, safe for use by many
 * threads.
 */
public final class FactorValues {
  /** What the values are of. */
  public enum Subject {
    /** One for each instance type of the catalog. */
    INSTANCE_TYPE,
    /** One for each region of the catalog. */
    REGION,
    /** One for each offer of the catalog. */
    OFFER,
    /** One for each account of the scope. */
    ACCOUNT,
    /** One for each region of the catalog for the first account, then for the second, and so on. */
    ACCOUNT_AND_REGION
  }

  private final String factor;
  private final Subject subject;
  private final double reference;
  private final double[] values;
  private final BitSet estimated;

  private FactorValues(Builder from) {
    this.factor = from.factor;
    this.subject = from.subject;
    this.reference = from.reference;
    this.values = from.values.clone();
    this.estimated = (BitSet) from.estimated.clone();
  }

  /**
   * Starts a column in which all values are missing.
   *
   * @param factor name of the factor
   * @param subject what the values are of
   * @param size how many there are
   * @param reference the value that is worth 0, as a missing one is; a number
   */
  public static Builder builder(String factor, Subject subject, int size, double reference) {
    return new Builder(factor, subject, size, reference);
  }

  /** Name of the factor. */
  public String factor() {
    return factor;
  }

  /** What the values are of. */
  public Subject subject() {
    return subject;
  }

  /** How many values there are, with the missing ones. */
  public int size() {
    return values.length;
  }

  /** The value that is worth 0, as a missing one is. */
  public double reference() {
    return reference;
  }

  /** Whether a value is missing. */
  public boolean missing(int index) {
    return Double.isNaN(values[index]);
  }

  /** A value; not a number when it is missing. */
  public double value(int index) {
    return values[index];
  }

  /** Whether a value was estimated and not measured or published. */
  public boolean estimated(int index) {
    return estimated.get(index);
  }

  /** Collects the values of a column; not thread-safe. */
  public static final class Builder {
    private final String factor;
    private final Subject subject;
    private final double reference;
    private final double[] values;
    private final BitSet estimated = new BitSet();

    private Builder(String factor, Subject subject, int size, double reference) {
      this.factor = Objects.requireNonNull(factor, "factor");
      this.subject = Objects.requireNonNull(subject, "subject");
      this.reference = finite(reference);
      this.values = new double[size];
      Arrays.fill(values, Double.NaN);
    }

    /**
     * Sets a value that was measured or published.
     *
     * @throws IllegalArgumentException when it is not a finite number
     */
    public Builder set(int index, double value) {
      values[index] = finite(value);
      estimated.clear(index);
      return this;
    }

    /**
     * Sets a value that was estimated.
     *
     * @throws IllegalArgumentException when it is not a finite number
     */
    public Builder setEstimated(int index, double value) {
      values[index] = finite(value);
      estimated.set(index);
      return this;
    }

    /** The column. */
    public FactorValues build() {
      return new FactorValues(this);
    }

    private static double finite(double value) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a value must be a finite number but is " + value);
      }
      return value;
    }
  }
}
