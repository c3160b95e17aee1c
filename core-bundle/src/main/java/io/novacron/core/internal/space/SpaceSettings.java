package io.novacron.core.internal.space;

import java.time.Duration;

/**
 * When there is too little room. Each limit holds when either of its two is passed; of a small disk
 * the limits in bytes are never more than a quarter.
 *
 * @param warnPercent share of the disk that is free below which it warns, 1 to 90
 * @param warnBytes bytes free below which it warns
 * @param refusePercent share below which what grows is refused, less than {@code warnPercent}
 * @param refuseBytes bytes below which what grows is refused, at most {@code warnBytes}
 * @param period how often it is measured
 */
public record SpaceSettings(
    int warnPercent, long warnBytes, int refusePercent, long refuseBytes, Duration period) {
  /** The settings when none are given. */
  public static final SpaceSettings DEFAULT =
      new SpaceSettings(5, 512L << 20, 2, 128L << 20, Duration.ofSeconds(5));

  /** Free bytes below which it warns. */
  long warnBelow(long total) {
    return limit(total, warnPercent, warnBytes);
  }

  /** Free bytes below which what grows is refused. */
  long refuseBelow(long total) {
    return limit(total, refusePercent, refuseBytes);
  }

  private static long limit(long total, int percent, long bytes) {
    return Math.max(total / 100 * percent, Math.min(bytes, total / 4));
  }
}
