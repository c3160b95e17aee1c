package io.novacron.provider.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a delete does, once and again. */
public interface DeleteClauses extends ContractSubject {
  /** Longer than the back ends of the kit keep a new machine out of sight. */
  Duration IN_SIGHT = Duration.ofSeconds(1);

  /** Between looks. */
  Duration LOOK_AGAIN = Duration.ofMillis(50);

  @Test
  @DisplayName("T08 delete of a missing machine succeeds")
  default void deleteOfAMissingMachineSucceeds() {
    InstanceRequest request = request();
    Instance made = session().running(ContractSession.newToken(), request);
    String missing = made.reference().substring(0, made.reference().length() - 4) + "0000";
    assertThat(
            session()
                .outcome(
                    session()
                        .compute()
                        .delete(session().context(), request.region(), missing, false)))
        .isInstanceOf(Outcome.Done.class);
    assertThat(ReadClauses.awaitVisible(this, request.region(), made.reference()).state())
        .isEqualTo(MachineState.RUNNING);
  }

  @Test
  @DisplayName("T08 delete twice, at once and later, deletes once")
  default void deleteTwiceDeletesOnce() {
    InstanceRequest request = request();
    Instance made = session().running(ContractSession.newToken(), request);
    CompletionStage<Outcome<Void>> one =
        session().compute().delete(session().context(), request.region(), made.reference(), false);
    CompletionStage<Outcome<Void>> two =
        session().compute().delete(session().context(), request.region(), made.reference(), false);
    assertThat(session().outcome(one)).isInstanceOfAny(Outcome.Done.class, Outcome.Accepted.class);
    assertThat(session().outcome(two)).isInstanceOfAny(Outcome.Done.class, Outcome.Accepted.class);
    session().deleted(request.region(), made.reference());
    session().deleted(request.region(), made.reference());
    assertThat(session().described(request.region(), made.reference()).stream())
        .allSatisfy(shown -> assertThat(shown.state()).isEqualTo(MachineState.DELETED));
  }

  @Test
  @DisplayName("T08 a machine that is not yet in sight is deleted once it is seen, if not before")
  default void aMachineThatIsNotYetInSightCanBeDeleted() {
    InstanceRequest request = request();
    String token = ContractSession.newToken();
    Outcome<Instance> outcome =
        session().outcome(session().compute().create(session().context(token), request));
    String reference =
        outcome instanceof Outcome.Accepted<Instance> accepted
            ? accepted.reference()
            : ((Outcome.Done<Instance>) outcome).get().reference();
    if (reference == null) {
      reference = session().running(token, request).reference();
    }
    session().deleted(request.region(), reference);
    reopen(session().clock());
    // A cloud may say that it does not know what it will show in a moment, so its absence must be
    // seen, and what comes to light is deleted again.
    long end = System.nanoTime() + IN_SIGHT.toNanos();
    List<Instance> shown = shown(token, request.region());
    while (shown.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      shown = shown(token, request.region());
    }
    if (shown.stream().anyMatch(instance -> instance.state() != MachineState.DELETED)) {
      session().deleted(request.region(), reference);
    }
    assertThat(shown(token, request.region()))
        .allSatisfy(instance -> assertThat(instance.state()).isEqualTo(MachineState.DELETED));
  }

  private List<Instance> shown(String token, String region) {
    return ReadClauses.listAll(session(), region).stream()
        .filter(instance -> token.equals(instance.idempotencyToken()))
        .toList();
  }
}
