package io.novacron.core.internal.simulation;

import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.WaitingFor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether anybody starves: once nothing fails any more, no call waits longer for its turn than the
 * cloud's own limit explains, and deletes and clean-ups less than that.
 */
final class WaitChecks {
  /**
   * For a budget that was cut deep to learn that the cloud is well again: from the slowest limit,
   * 0.2 calls per second, with the longest plateau, 240 s, its curve lets some 350 calls through in
   * this time, more than wait in one scenario.
   */
  private static final Duration RECOVERS = Duration.ofMinutes(10);

  /** Calls that one operation makes at most, with those of one that it waits behind. */
  private static final int CALLS = 24;

  private final Clock clock;
  private final Checks checks;
  private final Scenario scenario;
  private final Map<String, Integer> limits = new HashMap<>();
  private final Instant wellSince;

  WaitChecks(Clock clock, Checks checks, Scenario scenario) {
    this.clock = clock;
    this.checks = checks;
    this.scenario = scenario;
    wellSince = clock.instant();
    scenario.clouds().forEach(cloud -> limits.put(cloud.account(), cloud.callsPerSecond()));
  }

  /** Looks at an operation as a caller sees it. */
  void look(Operation operation, String account) {
    WaitingFor waiting = operation.waitingFor();
    if (waiting == null || waiting.kind() != WaitingFor.Kind.BUDGET) {
      return;
    }
    Instant since = waiting.since().isBefore(wellSince) ? wellSince : waiting.since();
    Duration waited = Duration.between(since, clock.instant());
    Duration most = most(operation, limits.getOrDefault(account, 0));
    if (waited.compareTo(most) > 0) {
      checks.violated(
          "operation "
              + operation.id()
              + " of kind "
              + operation.kind()
              + " waits for its turn at "
              + account
              + " for "
              + waited
              + ", longer than "
              + most);
    }
  }

  private Duration most(Operation operation, int callsPerSecond) {
    boolean urgent = operation.kind() == OperationKind.DELETE || operation.cancelRequested();
    int share = urgent ? 2 : 1;
    return callsPerSecond == 0
        ? RECOVERS
        : RECOVERS.plusSeconds((long) scenario.requests() * CALLS / callsPerSecond / share);
  }
}
