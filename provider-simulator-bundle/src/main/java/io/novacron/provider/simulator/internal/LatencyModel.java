package io.novacron.provider.simulator.internal;

/**
 * How long a call takes there and back: log-normal around a median, as measured latencies of cloud
 * interfaces are, cut at ten times the median.
 */
public final class LatencyModel {
  private static final int LONGEST = 10;

  private final double medianNanos;
  private final double spread;

  /**
   * Makes a model.
   *
   * @param medianMillis median in milliseconds, 0 or more
   * @param spreadPercent standard deviation of the logarithm, in hundredths
   */
  public LatencyModel(long medianMillis, long spreadPercent) {
    this.medianNanos = medianMillis * 1e6;
    this.spread = spreadPercent / 100.0;
  }

  /** The latency of one call in nanoseconds. */
  public long nanos(Draw draw) {
    double factor = StrictMath.exp(spread * draw.gaussian());
    return (long) (medianNanos * Math.min(factor, LONGEST));
  }
}
