package io.novacron.provider.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.catalog.Offer;
import io.novacron.api.error.Category;
import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderError;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Restart, pause, resume and resize. What the descriptor does not declare, or the account's cloud
 * lacks, fails with UNSUPPORTED and the reason (T27), and changes nothing.
 */
public interface VerbClauses extends ContractSubject {
  /** A call that needs a machine that is there. */
  enum Verb {
    START,
    STOP,
    RESTART,
    PAUSE,
    RESUME,
    RESIZE
  }

  @ParameterizedTest(name = "force={0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("a restarted machine runs again under the same reference and address")
  default void aRestartedMachineRunsAgain(boolean force) {
    InstanceRequest request = request();
    Instance before = session().running(ContractSession.newToken(), request);
    Instance after =
        session()
            .settled(
                request.region(),
                session()
                    .compute()
                    .restart(session().context(), request.region(), before.reference(), force));
    assertThat(after.state()).isEqualTo(MachineState.RUNNING);
    assertThat(after.reference()).isEqualTo(before.reference());
    assertThat(after.addresses()).isEqualTo(before.addresses());
  }

  @Test
  @DisplayName("T27 a machine is paused and resumed, each asked for twice, or that is unsupported")
  default void aMachineIsPausedAndResumed() {
    InstanceRequest request = request();
    String region = request.region();
    String reference = session().running(ContractSession.newToken(), request).reference();
    if (lacks(Capability.PAUSE)) {
      assertUnsupported(session().compute().pause(session().context(), region, reference));
      assertUnsupported(session().compute().resume(session().context(), region, reference));
      assertThat(stateOf(region, reference)).isEqualTo(MachineState.RUNNING);
      return;
    }
    Instance paused =
        session()
            .settled(region, session().compute().pause(session().context(), region, reference));
    assertThat(paused.state()).isEqualTo(MachineState.PAUSED);
    assertThat(stateOf(region, reference)).isEqualTo(MachineState.PAUSED);
    assertThat(session().outcome(session().compute().pause(session().context(), region, reference)))
        .isInstanceOf(Outcome.Done.class);
    Instance resumed =
        session()
            .settled(region, session().compute().resume(session().context(), region, reference));
    assertThat(resumed.state()).isEqualTo(MachineState.RUNNING);
    assertThat(
            session().outcome(session().compute().resume(session().context(), region, reference)))
        .isInstanceOf(Outcome.Done.class);
  }

  @Test
  @DisplayName("T27 a stopped machine gets another type, once, or that is unsupported")
  default void aStoppedMachineGetsAnotherType() {
    InstanceRequest request = request();
    String region = request.region();
    String reference = session().running(ContractSession.newToken(), request).reference();
    session()
        .settled(region, session().compute().stop(session().context(), region, reference, true));
    String type = otherType(request);
    if (lacks(Capability.RESIZE)) {
      assertUnsupported(session().compute().resize(session().context(), region, reference, type));
      return;
    }
    for (int time = 0; time < 2; time++) {
      Instance resized =
          session()
              .settled(
                  region, session().compute().resize(session().context(), region, reference, type));
      assertThat(resized.instanceType()).isEqualTo(type);
      assertThat(resized.state()).isEqualTo(MachineState.STOPPED);
    }
    Instance started =
        session()
            .settled(region, session().compute().start(session().context(), region, reference));
    assertThat(started.instanceType()).isEqualTo(type);
  }

  @Test
  @DisplayName("T27 a running machine gets another type and runs, or that is unsupported")
  default void aRunningMachineGetsAnotherType() {
    InstanceRequest request = request();
    String region = request.region();
    String reference = session().running(ContractSession.newToken(), request).reference();
    String type = otherType(request);
    CompletionStage<Outcome<Instance>> call =
        session().compute().resize(session().context(), region, reference, type);
    if (lacks(Capability.RESIZE) || lacks(Capability.RESIZE_RUNNING)) {
      assertUnsupported(call);
      Instance left = ReadClauses.awaitVisible(this, region, reference);
      assertThat(left.instanceType()).isEqualTo(request.instanceType());
      assertThat(left.state()).isEqualTo(MachineState.RUNNING);
      return;
    }
    Instance resized = session().settled(region, call);
    assertThat(resized.instanceType()).isEqualTo(type);
    assertThat(resized.state()).isEqualTo(MachineState.RUNNING);
  }

  @Test
  @DisplayName("a type that does not exist is invalid, and the machine keeps the one that it has")
  default void aTypeThatDoesNotExistIsInvalid() {
    InstanceRequest request = request();
    String region = request.region();
    String reference = session().running(ContractSession.newToken(), request).reference();
    session()
        .settled(region, session().compute().stop(session().context(), region, reference, true));
    ProviderError error =
        session()
            .error(
                session().compute().resize(session().context(), region, reference, "nosuch.type"));
    assertThat(error.category())
        .isEqualTo(lacks(Capability.RESIZE) ? Category.UNSUPPORTED : Category.INVALID);
    assertThat(ReadClauses.awaitVisible(this, region, reference).instanceType())
        .isEqualTo(request.instanceType());
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Verb.class)
  @DisplayName("a machine that is not there is not found")
  default void aMachineThatIsNotThereIsNotFound(Verb verb) {
    InstanceRequest request = request();
    String reference = session().running(ContractSession.newToken(), request).reference();
    session().deleted(request.region(), reference);
    ProviderError error = session().error(call(verb, request, reference + "0"));
    assertThat(error.category())
        .isEqualTo(unsupported(verb) ? Category.UNSUPPORTED : Category.NOT_FOUND);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(
      value = Verb.class,
      names = {"RESTART", "PAUSE", "RESUME"})
  @DisplayName("what a stopped machine cannot do is a conflict, and it stays stopped")
  default void whatAStoppedMachineCannotDoIsAConflict(Verb verb) {
    InstanceRequest request = request();
    String region = request.region();
    String reference = session().running(ContractSession.newToken(), request).reference();
    session()
        .settled(region, session().compute().stop(session().context(), region, reference, true));
    ProviderError error = session().error(call(verb, request, reference));
    assertThat(error.category())
        .isEqualTo(unsupported(verb) ? Category.UNSUPPORTED : Category.CONFLICT);
    assertThat(error.message()).isNotBlank();
    assertThat(stateOf(region, reference)).isEqualTo(MachineState.STOPPED);
  }

  @Test
  @DisplayName("T22 an unknown status word in the answer to a verb is UNKNOWN and is kept raw")
  default void anUnknownStatusWordInTheAnswerToAVerbIsKeptRaw() {
    InstanceRequest request = request();
    String region = request.region();
    String reference = session().running(ContractSession.newToken(), request).reference();
    troubles()
        .reportState(
            "rebooting-elsewhere",
            () -> {
              Instance seen =
                  session()
                      .settled(
                          region,
                          session()
                              .compute()
                              .restart(session().context(), region, reference, false));
              assertThat(seen.state()).isEqualTo(MachineState.UNKNOWN);
              assertThat(seen.rawState()).isEqualTo("rebooting-elsewhere");
            });
  }

  @Test
  @DisplayName("what an account lacks is a part of what its descriptor declares, with a reason")
  default void whatAnAccountLacksIsDeclaredWithAReason() {
    session()
        .provider()
        .absences()
        .forEach(
            (capability, reason) -> {
              assertThat(factory().descriptor().capabilities()).contains(capability);
              assertThat(reason).isNotBlank();
            });
  }

  private boolean lacks(Capability capability) {
    return !factory().descriptor().capabilities().contains(capability)
        || session().provider().absences().containsKey(capability);
  }

  private boolean unsupported(Verb verb) {
    return switch (verb) {
      case PAUSE, RESUME -> lacks(Capability.PAUSE);
      case RESIZE -> lacks(Capability.RESIZE);
      case START, STOP, RESTART -> false;
    };
  }

  private CompletionStage<Outcome<Instance>> call(
      Verb verb, InstanceRequest request, String reference) {
    String region = request.region();
    return switch (verb) {
      case START -> session().compute().start(session().context(), region, reference);
      case STOP -> session().compute().stop(session().context(), region, reference, false);
      case RESTART -> session().compute().restart(session().context(), region, reference, false);
      case PAUSE -> session().compute().pause(session().context(), region, reference);
      case RESUME -> session().compute().resume(session().context(), region, reference);
      case RESIZE ->
          session().compute().resize(session().context(), region, reference, otherType(request));
    };
  }

  private void assertUnsupported(CompletionStage<Outcome<Instance>> call) {
    ProviderError error = session().error(call);
    assertThat(error.category()).isEqualTo(Category.UNSUPPORTED);
    assertThat(error.message()).isNotBlank();
  }

  private MachineState stateOf(String region, String reference) {
    return ReadClauses.awaitVisible(this, region, reference).state();
  }

  /** Another type of the same architecture that is sold in the same region. */
  private String otherType(InstanceRequest request) {
    String cloud = session().provider().cloud();
    Offer own =
        catalog()
            .offer(catalog().find(cloud, request.region(), request.instanceType()).orElseThrow());
    for (int i = 0; i < catalog().size(); i++) {
      Offer offer = catalog().offer(i);
      if (offer.type().cloud().equals(cloud)
          && offer.region().equals(own.region())
          && offer.type().architecture().equals(own.type().architecture())
          && !offer.type().name().equals(own.type().name())) {
        return offer.type().name();
      }
    }
    throw new IllegalStateException("the catalog has one type only in " + own.region().id());
  }
}
