package io.novacron.core.internal.traffic;

import io.novacron.core.internal.time.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many calls of one class a region of an account takes: a token bucket whose rate is learnt.
 * Until the first throttled reply it is unlimited. Then its rate is cut to a share of what the
 * cloud let pass and grows back along a {@link GrowthCurve}. Pure: time is given with each call.
 * Not safe for use by many threads; its account guards it.
 *
 * <p>What the cloud let pass is counted from throttled reply to throttled reply. At both moments
 * the cloud's own bucket is empty, so that the calls that passed in between, by the time between,
 * are the cloud's refill rate, whatever the size of its bucket.
 */
final class Budget {
  /** What is kept of a limit that was measured over enough calls. */
  private static final double KEEP = 0.85;

  /** What is kept while the limit is still being looked for. */
  private static final double KEEP_SEARCHING = 0.5;

  /** Calls until the rate is back at the limit, where that was measured and where it was not. */
  private static final double PLATEAU_CALLS = 400;

  private static final double PLATEAU_CALLS_SEARCHING = 100;

  /** The mean of the curve up to the plateau, as a share of the limit. */
  private static final double MEAN_OF_CURVE = 1 - (1 - KEEP) / 4;

  private static final double SHORTEST_PLATEAU = 10;
  private static final double SHORTEST_PLATEAU_SEARCHING = 5;
  private static final double LONGEST_PLATEAU = 240;

  /** One reply alone, amid few calls, says little of a limit: it is soon asked again. */
  private static final double LONGEST_PLATEAU_AT_FIRST = 30;

  /** With headroom, the time on the plateau before growth beyond it, as a multiple of K. */
  private static final double HOLD = 5;

  private static final double SLOWEST = 0.2;

  /** What may be saved up while nobody calls. */
  private static final double BURST_SECONDS = 0.1;

  private static final double SHORTEST_WAIT = 0.02;
  private static final Duration COUNTED_UNLIMITED = Duration.ofSeconds(10);

  private final String name;
  private final IntSupplier headroomPercent;
  private @Nullable GrowthCurve curve;
  private double onCurve;
  private double tokens;
  private Instant refilledAt;
  private Instant countedFrom;
  private long sent;
  private double formerMean;
  private @Nullable Cut cut;
  private int cutsInARow;
  private int inFlight;
  private long throttled;
  private @Nullable Instant throttledAt;
  private @Nullable Instant pausedUntil;

  /**
   * Makes a budget without a limit.
   *
   * @param name decides how its pauses are spread
   * @param headroomPercent share of the limit that is left to others, asked anew whenever it
   *     matters
   * @param now the time
   */
  Budget(String name, IntSupplier headroomPercent, Instant now) {
    this.name = name;
    this.headroomPercent = headroomPercent;
    refilledAt = now;
    countedFrom = now;
  }

  /**
   * Lets time pass.
   *
   * @param wanted whether calls wait for it; only then does the rate grow beyond the limit learnt
   */
  void advance(Instant now, boolean wanted) {
    GrowthCurve current = curve;
    if (current == null) {
      if (now.isAfter(countedFrom.plus(COUNTED_UNLIMITED))) {
        formerMean = sent / sinceCount(now);
        countFrom(now);
      }
      return;
    }
    Instant pause = pausedUntil;
    if (pause != null && now.isBefore(pause)) {
      return;
    }
    if (pause != null) {
      pausedUntil = null;
      refilledAt = pause;
    }
    double elapsed = Math.max(0, GrowthCurve.seconds(Duration.between(refilledAt, now)));
    refilledAt = now;
    onCurve =
        wanted
            ? onCurve + elapsed
            : Math.max(onCurve, Math.min(current.probeSeconds(), onCurve + elapsed));
    if (current.forgotten(onCurve)) {
      curve = null;
      formerMean = 0;
      countFrom(now);
      return;
    }
    double rate = rate(current);
    tokens = Math.min(Math.max(1, rate * BURST_SECONDS), tokens + rate * elapsed);
  }

  /** Whether a call may be made now; {@link #advance} comes first. */
  boolean open() {
    return pausedUntil == null && (curve == null || tokens >= 1);
  }

  /** When a call may be made that may not be made now. */
  Instant opensAt(Instant now) {
    Instant pause = pausedUntil;
    Instant from = pause != null && pause.isAfter(now) ? pause : now;
    GrowthCurve current = curve;
    if (current == null || tokens >= 1) {
      return from;
    }
    double wait = Math.max(SHORTEST_WAIT, (1 - tokens) / rate(current));
    return from.plusMillis((long) Math.ceil(wait * 1000));
  }

  /** A call is about to be made. */
  void take() {
    sent++;
    inFlight++;
    tokens -= 1;
  }

  /** A call is over, made or not. */
  void end() {
    inFlight--;
  }

  /** A call that was about to be made was not made; {@link #end} is told as well. */
  void giveBack() {
    sent--;
    tokens += 1;
  }

  /**
   * The cloud refused a call because there were too many.
   *
   * @param takenAt when the call was about to be made: one from before the last cut says nothing of
   *     the rate since
   * @param retryAfter how long the cloud asks to wait, which is kept and never shortened
   */
  void throttled(Instant now, Instant takenAt, @Nullable Duration retryAfter) {
    throttled++;
    throttledAt = now;
    Cut last = cut;
    if (last != null && !takenAt.isAfter(last.at())) {
      // One more of those that were on their way: fewer passed than it had seemed.
      Cut corrected = last.withoutOne();
      cut = corrected;
      if (onCurve == 0) {
        learn(corrected);
      }
      pauseFor(retryAfter == null ? Duration.ZERO : retryAfter, now);
      return;
    }
    GrowthCurve current = curve;
    Cut next =
        current == null || last == null
            ? Cut.first(now, sent - 1, sinceCount(now), formerMean)
            : last.next(now, sent - 1, sinceCount(now), rate(current), current.limit());
    cut = next;
    cutsInARow = !next.searching() ? 1 : cutsInARow + 1;
    learn(next);
    tokens = 0;
    refilledAt = now;
    countFrom(now);
    pauseFor(Backoff.after(name, cutsInARow, retryAfter), now);
  }

  private void learn(Cut from) {
    double used = MEAN_OF_CURVE * share();
    double limit = Math.max(SLOWEST, from.newLimit(used));
    boolean searching = from.searching();
    double longest = from.isFirst() ? LONGEST_PLATEAU_AT_FIRST : LONGEST_PLATEAU;
    double plateau =
        searching
            ? clamp(PLATEAU_CALLS_SEARCHING / limit, SHORTEST_PLATEAU_SEARCHING, longest)
            : clamp(PLATEAU_CALLS / limit, SHORTEST_PLATEAU, longest);
    curve =
        new GrowthCurve(
            limit,
            searching ? KEEP_SEARCHING : KEEP,
            plateau,
            from.settled(used) && headroomPercent.getAsInt() > 0 ? HOLD * plateau : 0);
    onCurve = 0;
  }

  private static double clamp(double seconds, double least, double most) {
    return Math.min(most, Math.max(least, seconds));
  }

  private void countFrom(Instant now) {
    countedFrom = now;
    sent = 0;
  }

  private void pauseFor(Duration pause, Instant now) {
    Instant former = pausedUntil;
    Instant until = now.plus(pause);
    if (until.isAfter(former == null || former.isBefore(now) ? now : former)) {
      pausedUntil = until;
    }
  }

  private double sinceCount(Instant now) {
    return GrowthCurve.seconds(Duration.between(countedFrom, now));
  }

  private double rate(GrowthCurve current) {
    return Math.max(SLOWEST, share() * current.rate(onCurve));
  }

  private double share() {
    return 1 - headroomPercent.getAsInt() / 100.0;
  }

  /** What it is now. */
  State state(Instant now) {
    GrowthCurve current = curve;
    Instant pause = pausedUntil;
    return new State(
        current == null ? null : rate(current),
        current == null ? null : current.limit(),
        current == null ? null : Math.max(0, tokens),
        inFlight,
        throttled,
        throttledAt,
        pause != null && pause.isAfter(now) ? pause : null);
  }

  /**
   * A budget at a moment.
   *
   * @param rate calls per second that it allows; absent while there is no limit
   * @param limit the limit last learnt; absent while there is none
   * @param tokens calls that may be made at once; absent while there is no limit
   * @param inFlight calls under way
   * @param throttled throttled replies since this process began
   * @param throttledAt when the last of them came
   * @param pausedUntil until when no call is made
   */
  record State(
      @Nullable Double rate,
      @Nullable Double limit,
      @Nullable Double tokens,
      int inFlight,
      long throttled,
      @Nullable Instant throttledAt,
      @Nullable Instant pausedUntil) {}
}
