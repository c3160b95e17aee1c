package io.novacron.core.internal.simulation;

import io.novacron.api.error.Category;
import io.novacron.api.provider.CallClass;
import io.novacron.api.provider.Outcome;
import io.novacron.core.internal.operation.Call;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one life of a node owes to one cloud: when the cloud says how long to wait, no call of that
 * class comes sooner.
 */
final class BudgetChecks {
  /** A node that stood still does late what it had begun before. */
  private static final Duration CATCHES_UP = Duration.ofSeconds(30);

  private final Clock clock;
  private final Checks checks;
  private final SimulatedNode node;
  private final String account;
  private final Duration onItsWay;
  private final Map<CallClass, Pause> pauses = new EnumMap<>(CallClass.class);

  /**
   * Makes the checks.
   *
   * @param account the cloud's
   * @param onItsWay how long a call that has its turn may take through the store and the node's
   *     threads until it is sent, which no reply stops any more
   */
  BudgetChecks(Clock clock, Checks checks, SimulatedNode node, String account, Duration onItsWay) {
    this.clock = clock;
    this.checks = checks;
    this.node = node;
    this.account = account;
    this.onItsWay = onItsWay;
  }

  /** A call is sent. */
  void sent(String action) {
    CallClass callClass = callClass(action);
    Pause pause = callClass == null ? null : pauses.get(callClass);
    Instant now = clock.instant();
    if (pause != null
        && now.isAfter(pause.since.plus(onItsWay))
        && now.isBefore(pause.until)
        && now.isAfter(node.standsUntil().plus(CATCHES_UP))) {
      checks.violated(
          node.name()
              + " sends "
              + action
              + " to "
              + account
              + " though it was told at "
              + pause.since
              + " to wait until "
              + pause.until);
    }
  }

  /** A reply has reached the node. */
  void replied(String action, Outcome<?> outcome) {
    CallClass callClass = callClass(action);
    if (callClass != null
        && outcome instanceof Outcome.Failed<?> failed
        && failed.error().category() == Category.THROTTLED
        && failed.error().retryAfter() != null) {
      Instant now = clock.instant();
      pauses.merge(
          callClass,
          new Pause(now, now.plus(failed.error().retryAfter())),
          (former, latter) -> former.until.isAfter(latter.until) ? former : latter);
    }
  }

  /** The class of a call that an operation makes; absent for what accounts ask for. */
  private static @Nullable CallClass callClass(String action) {
    for (Call call : Call.values()) {
      if (call.word().equals(action)) {
        return call.callClass();
      }
    }
    return null;
  }

  private record Pause(Instant since, Instant until) {}
}
