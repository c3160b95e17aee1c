package io.novacron.api.provider;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How many calls of one class a region of an account takes, as far as is known, and what waits for
 * it. Known from the first call on, since this process began.
 *
 * @param account the account
 * @param region the region
 * @param callClass the class of calls
 * @param ratePerSecond calls per second that are made at most now; absent while the cloud has not
 *     throttled, and then only the calls under way are bounded
 * @param limitPerSecond the cloud's limit as it was learnt last; absent while it has not throttled
 * @param tokens calls that may be made at once; absent while the cloud has not throttled
 * @param inFlight calls under way
 * @param waiting calls that wait, by lane
 * @param throttled replies that said that there were too many calls
 * @param throttledAt when the latest of them came
 * @param pausedUntil until when no call is made, as the cloud asked or after a throttled reply
 */
public record Throttle(
    String account,
    String region,
    CallClass callClass,
    @Nullable Double ratePerSecond,
    @Nullable Double limitPerSecond,
    @Nullable Double tokens,
    int inFlight,
    Map<Lane, Integer> waiting,
    long throttled,
    @Nullable Instant throttledAt,
    @Nullable Instant pausedUntil) {
  public Throttle {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(callClass, "callClass");
    waiting = Map.copyOf(waiting);
  }

  /** How many calls wait in a lane. */
  public int waiting(Lane lane) {
    return waiting.getOrDefault(lane, 0);
  }
}
