package io.novacron.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long one piece of work takes by the clock, and how much processor time of it; the two differ
 * when other processes take the processor away. For one thread.
 */
final class Latencies {
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Histogram elapsed = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
  private final Histogram processor = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);

  /** Does the work once and records how long it took. */
  void time(Runnable work) {
    long processorBegun = threads.getCurrentThreadCpuTime();
    long begun = System.nanoTime();
    work.run();
    elapsed.recordValue(System.nanoTime() - begun);
    processor.recordValue(threads.getCurrentThreadCpuTime() - processorBegun);
  }

  /** A percentile by the clock, in milliseconds. */
  double millis(double percentile) {
    return elapsed.getValueAtPercentile(percentile) / 1e6;
  }

  /** A percentile of the processor time, in milliseconds. */
  double processorMillis(double percentile) {
    return processor.getValueAtPercentile(percentile) / 1e6;
  }
}
