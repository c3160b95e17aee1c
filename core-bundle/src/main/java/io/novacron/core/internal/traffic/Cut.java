package io.novacron.core.internal.traffic;

import java.time.Instant;

/**
 * What is learnt of a cloud's limit when it throttles.
 *
 * <p>A cloud's limit is a token bucket as well. Where it is small, the cloud throttles as soon as
 * our rate passes the rate at which it refills, so our rate at that moment is the limit. Where it
 * is large, our rate is beyond by then; but at this throttled reply and at the one before the
 * bucket was empty, so that the calls that passed in between, by the time between, are the rate at
 * which it refills. The smaller of both is the limit, where the count is corrected for what our own
 * curve leaves unused. After a search, in which the curve is steep, the rate is believed first and
 * the count when the cloud throttles again at once.
 *
 * @param at when
 * @param passed calls that the cloud let pass since the cut before
 * @param seconds the time between
 * @param rate our rate before; infinite when there was no limit
 * @param limit the limit known before; when there was none, the calls per second that were counted
 *     last
 * @param searched whether the limit known before was a guess
 * @param formerMean calls per second between the two cuts before, when the limit known before was
 *     believed without it; else 0
 */
record Cut(
    Instant at,
    long passed,
    double seconds,
    double rate,
    double limit,
    boolean searched,
    double formerMean) {
  private static final int ENOUGH_CALLS = 50;
  private static final double ENOUGH_SECONDS = 5;

  /** How far a counted limit may be from the one before to say the same. */
  private static final double SAME_COUNT = 0.03;

  /** How much higher a rate may be; a lower one is closer to the limit than what was believed. */
  private static final double SAME_RATE = 0.2;

  /**
   * The first throttled reply.
   *
   * @param mean calls per second before those that were counted, which may be too few to tell
   */
  static Cut first(Instant at, long passed, double seconds, double mean) {
    return new Cut(at, passed, seconds, Double.POSITIVE_INFINITY, mean, true, 0);
  }

  /** A throttled reply to a call that was made after this cut. */
  Cut next(Instant when, long passedSince, double secondsSince, double ourRate, double known) {
    return new Cut(
        when,
        passedSince,
        secondsSince,
        ourRate,
        known,
        searching(),
        searched && enough() ? passed / seconds : 0);
  }

  /** The same with one call less that passed. */
  Cut withoutOne() {
    return new Cut(at, passed - 1, seconds, rate, limit, searched, formerMean);
  }

  /** Whether there was no limit before it. */
  boolean isFirst() {
    return !Double.isFinite(rate);
  }

  /** Whether the limit is guessed, because there was too little to learn it from. */
  boolean searching() {
    return !enough() && formerMean == 0;
  }

  /** Whether the stretch before it was long enough for its figures to tell the limit. */
  private boolean enough() {
    return !isFirst() && passed >= ENOUGH_CALLS && seconds >= ENOUGH_SECONDS;
  }

  /**
   * The limit as it is known from now on, in calls per second.
   *
   * @param used share of it that our curve uses on its way to the plateau
   */
  double newLimit(double used) {
    if (isFirst()) {
      return Math.max(limit, passed / Math.max(1, seconds));
    }
    if (enough()) {
      return searched ? rate : Math.min(rate, passed / seconds / used);
    }
    return Math.min(rate, formerMean > 0 ? formerMean / used : limit);
  }

  /** Whether it has told nothing new. */
  boolean settled(double used) {
    double learnt = newLimit(used);
    double change = learnt / limit - 1;
    return enough()
        && !searched
        && (learnt == rate ? change <= SAME_RATE : Math.abs(change) <= SAME_COUNT);
  }
}
