package io.novacron.security.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes an address that shows bad credentials again and again wait: some are free, and from then on
 * each doubles the wait, up to a minute. What is shown while waiting is refused unseen by the
 * count, so that a client that never stops is let try once a minute. An address that was quiet for
 * a while begins anew. Memory is bounded: of many addresses those that failed last are remembered.
 * Safe for use by many threads.
 */
public final class AttemptLimit {
  /** How many bad credentials are free. */
  static final int FREE = 10;

  /** The longest wait. */
  static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** After this time without a failure an address begins anew. */
  static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

  /** Most addresses that are remembered. */
  static final int MOST_ADDRESSES = 4096;

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final int MOST_DOUBLINGS = 6;

  private final Clock clock;
  private final Map<String, Failures> failures =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  public AttemptLimit(Clock clock) {
    this.clock = clock;
  }

  /**
   * Counts a bad credential, unless its address has to wait.
   *
   * @return how long the address has to wait with its next one when this one came too early; zero
   *     when it did not
   */
  synchronized Duration failed(String address) {
    Instant now = clock.instant();
    Failures before = failures.get(address);
    // A clock that was set back must not make a wait longer.
    if (before == null || before.isForgotten(now) || now.isBefore(before.last())) {
      before = Failures.NONE;
    }
    if (now.isBefore(before.waitUntil())) {
      return Duration.between(now, before.waitUntil());
    }
    int count = before.count() + 1;
    // Taken out first, so that it becomes the latest.
    failures.remove(address);
    failures.put(address, new Failures(count, now, now.plus(waitAfter(count))));
    return Duration.ZERO;
  }

  /** How many addresses are remembered. */
  synchronized int addresses() {
    return failures.size();
  }

  private static Duration waitAfter(int count) {
    if (count < FREE) {
      return Duration.ZERO;
    }
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(count - FREE, MOST_DOUBLINGS));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  private record Failures(int count, Instant last, Instant waitUntil) {
    static final Failures NONE = new Failures(0, Instant.MIN, Instant.MIN);

    boolean isForgotten(Instant now) {
      return !now.isBefore(last.plus(FORGOTTEN_AFTER));
    }
  }
}
