package io.novacron.simulator.wire;

import io.novacron.api.provider.CallContext;
import io.novacron.provider.simulator.internal.Change;
import io.novacron.provider.simulator.internal.CloudResource;
import io.novacron.provider.simulator.internal.Decision;
import io.novacron.provider.simulator.internal.Effect;
import io.novacron.provider.simulator.internal.Phase;
import io.novacron.provider.simulator.internal.SimulatedAccount;
import io.novacron.provider.simulator.internal.SimulatedMachine;
import io.novacron.provider.simulator.internal.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Takes spot instances back: first a notice, then the end, also when the process was restarted in
 * between. Safe for use by many threads.
 */
final class SpotInterrupter {
  private static final String ENDS_AT = "endsAt";

  private final SimulatedAccount account;

  SpotInterrupter(SimulatedAccount account) {
    this.account = account;
  }

  /** Takes up the notices that the log tells of. */
  void resume() {
    List<CloudResource> noticed =
        account
            .cloud()
            .look(
                fleet ->
                    fleet.resources().all().stream()
                        .filter(one -> one.kind().equals(Ec2Estate.SPOT_REQUEST))
                        .filter(one -> !one.attribute(ENDS_AT).isEmpty())
                        .filter(
                            one -> {
                              SimulatedMachine machine =
                                  fleet.byReference(one.attribute("instance"));
                              return machine != null && machine.phase() != Phase.DELETED;
                            })
                        .toList())
            .value();
    noticed.forEach(
        one -> end(one.region(), one.attribute("instance"), Instant.parse(one.attribute(ENDS_AT))));
  }

  /**
   * Gives notice to a spot instance.
   *
   * @return when it is terminated; completes when the notice is on disk
   * @throws IllegalArgumentException when there is no such spot instance
   */
  CompletableFuture<Instant> interrupt(String instance, int noticeSeconds) {
    Instant now = account.clock().instant();
    Instant endsAt = now.plusSeconds(noticeSeconds);
    Effect<Optional<CloudResource>> effect =
        account
            .cloud()
            .decide(
                Optional.empty(),
                (fleet, sequence) -> {
                  CloudResource request =
                      fleet.resources().byReference(SpotActions.requestId(instance));
                  SimulatedMachine machine = fleet.byReference(instance);
                  if (request == null
                      || machine == null
                      || machine.phase() == Phase.DELETED
                      || !request.attribute("instance").equals(instance)) {
                    throw new IllegalArgumentException(
                        "instanceId must be the id of a spot instance but is " + instance);
                  }
                  CloudResource noticed =
                      request
                          .with("interruptedAt", now.toString())
                          .with(ENDS_AT, endsAt.toString());
                  return new Decision.Write<>(
                      List.of(new Transition.ResourcePut(sequence, now, noticed)),
                      changed -> Optional.of(noticed));
                });
    CloudResource noticed =
        effect
            .value()
            .orElseThrow(
                () -> new IllegalArgumentException("too many changes wait; try again later"));
    return effect
        .durable()
        .thenApply(
            written -> {
              end(noticed.region(), instance, endsAt);
              return endsAt;
            });
  }

  private void end(String region, String instance, Instant at) {
    long millis = Math.max(0, Duration.between(account.clock().instant(), at).toMillis());
    account
        .timers()
        .after(
            millis,
            TimeUnit.MILLISECONDS,
            () -> {
              var unused =
                  account
                      .cloud()
                      .change(
                          Change.DELETE,
                          new CallContext(
                              "spot-interruption",
                              1,
                              "spot-" + instance,
                              account.clock().instant().plusSeconds(60)),
                          region,
                          instance,
                          null);
            });
  }
}
