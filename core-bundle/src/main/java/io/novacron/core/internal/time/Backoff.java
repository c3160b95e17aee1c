package io.novacron.core.internal.time;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next attempt: half a second, doubled with each failure in a row up to
 * a minute, less up to half of it so that operations that failed together do not come back
 * together. The share follows from its subject (the id of an operation, the name of a budget) and
 * the attempt, so that a run can be repeated exactly.
 */
public final class Backoff {
  private static final long FIRST_MILLIS = 500;
  private static final long LONGEST_MILLIS = 60_000;

  private Backoff() {}

  /**
   * The pause.
   *
   * @param subject what waits, such as the id of an operation
   * @param failures failures in a row, 1 or more
   * @param retryAfter how long the cloud asked us to wait, which is kept and never shortened
   */
  public static Duration after(String subject, int failures, @Nullable Duration retryAfter) {
    double share = share(subject, failures);
    if (retryAfter != null) {
      return retryAfter.plusMillis((long) (share * 0.1 * retryAfter.toMillis()));
    }
    long full = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(20, failures - 1));
    return Duration.ofMillis((long) (full * (0.5 + 0.5 * share)));
  }

  /** Mixes as SplittableRandom does (Steele, Lea, Flood 2014); 0 inclusive to 1 exclusive. */
  private static double share(String subject, int failures) {
    long z = subject.hashCode() * 0x9e3779b97f4a7c15L + failures;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
  }
}
