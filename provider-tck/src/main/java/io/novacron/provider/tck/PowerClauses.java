package io.novacron.provider.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.Outcome;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stopping and starting. */
public interface PowerClauses extends ContractSubject {
  @ParameterizedTest(name = "force={0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("a machine stops and starts again, and both may be asked for twice")
  default void aMachineStopsAndStartsAgain(boolean force) {
    InstanceRequest request = request();
    String region = request.region();
    String reference = session().running(ContractSession.newToken(), request).reference();
    Instance stopped =
        session()
            .settled(
                region, session().compute().stop(session().context(), region, reference, force));
    assertThat(stopped.state()).isEqualTo(MachineState.STOPPED);
    assertThat(
            session()
                .outcome(session().compute().stop(session().context(), region, reference, force)))
        .isInstanceOf(Outcome.Done.class);
    Instance started =
        session()
            .settled(region, session().compute().start(session().context(), region, reference));
    assertThat(started.state()).isEqualTo(MachineState.RUNNING);
    assertThat(session().outcome(session().compute().start(session().context(), region, reference)))
        .isInstanceOf(Outcome.Done.class);
  }

  @Test
  @DisplayName("a deleted machine cannot be started")
  default void aDeletedMachineCannotBeStarted() {
    InstanceRequest request = request();
    String reference = session().running(ContractSession.newToken(), request).reference();
    session().deleted(request.region(), reference);
    assertThat(
            session()
                .error(session().compute().start(session().context(), request.region(), reference))
                .category())
        .isIn(Category.CONFLICT, Category.NOT_FOUND);
  }
}
