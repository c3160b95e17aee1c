package io.novacron.core.internal.traffic;

import java.time.Duration;

/**
 * How a rate comes back after it was cut: fast at first, flat around the limit last learnt, and
 * from there slowly, then ever faster, beyond it. This is the window growth of CUBIC, {@code W(t) =
 * C (t - K)^3 + Wmax} (S. Ha, I. Rhee, L. Xu: "CUBIC: A New TCP-Friendly High-Speed TCP Variant",
 * ACM SIGOPS Operating Systems Review 42(5), 2008; RFC 9438), with a rate in place of the window,
 * as the clients of AWS do. Other than there, K is given and C follows from it, so that slow limits
 * are probed as rarely, counted in calls, as fast ones; and the plateau may be held, after which
 * growth is slow, since the faster it is, the further it goes beyond the limit before the cloud's
 * bucket is empty.
 *
 * @param limit the limit last learnt, in calls per second
 * @param keep the share of it that the rate was cut to, 0 to 1 exclusive
 * @param plateauSeconds K, after which the rate is the limit again
 * @param holdSeconds how long it stays there before it grows beyond
 */
record GrowthCurve(double limit, double keep, double plateauSeconds, double holdSeconds) {
  /** How much slower growth beyond the limit is after the plateau was held. */
  private static final double SLOWER = 8;

  /** Beyond this multiple of the limit last learnt there is no limit any more. */
  private static final double FORGOTTEN = 10;

  /** The rate after a time on the curve, in calls per second. */
  double rate(double seconds) {
    double beyond = seconds - plateauSeconds;
    double slower = holdSeconds > 0 ? SLOWER : 1;
    double share =
        (beyond <= 0 ? beyond : Math.max(0, beyond - holdSeconds) / slower) / plateauSeconds;
    return limit + limit * (1 - keep) * share * share * share;
  }

  /** When growth beyond the limit begins. */
  double probeSeconds() {
    return plateauSeconds + holdSeconds;
  }

  /** Whether the limit was passed by so much that it is there no more. */
  boolean forgotten(double seconds) {
    return rate(seconds) > FORGOTTEN * limit;
  }

  /** A duration in seconds. */
  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
