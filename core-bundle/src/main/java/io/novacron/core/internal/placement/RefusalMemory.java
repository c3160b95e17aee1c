package io.novacron.core.internal.placement;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers for a while where clouds have refused machines, so that other requests are not sent
 * there too. Kept in memory only: after a restart a cloud is asked once more. Bounded; safe for use
 * by many threads.
 */
public final class RefusalMemory {
  private static final int MOST = 10_000;

  private final Clock clock;
  private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();

  /**
   * Makes an empty memory.
   *
   * @param clock the time
   */
  public RefusalMemory(Clock clock) {
    this.clock = clock;
  }

  /** Remembers a refusal, in place of an earlier one of the same place. */
  public void remember(Refusal refusal) {
    Instant now = clock.instant();
    refusals.values().removeIf(known -> !known.until().isAfter(now));
    if (refusals.size() >= MOST) {
      refusals.values().stream()
          .min(Comparator.comparing(Refusal::until))
          .ifPresent(oldest -> refusals.remove(oldest.place(), oldest));
    }
    if (refusal.until().isAfter(now)) {
      refusals.merge(
          refusal.place(),
          refusal,
          (known, newer) -> known.until().isAfter(newer.until()) ? known : newer);
    }
  }

  /** What is to be kept out of decisions now, in the order of the places. */
  public List<Refusal> current() {
    if (refusals.isEmpty()) {
      return List.of();
    }
    Instant now = clock.instant();
    return refusals.values().stream()
        .filter(refusal -> refusal.until().isAfter(now))
        .sorted(Comparator.comparing(Refusal::place))
        .toList();
  }
}
