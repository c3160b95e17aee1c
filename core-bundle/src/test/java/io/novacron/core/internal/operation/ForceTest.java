package io.novacron.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.error.Category;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationState;
import io.novacron.api.provider.ProviderDescriptor.Idempotency;
import io.novacron.core.internal.testing.FakeCloud.Behaviour;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What force takes over from, and what it never forgets. */
class ForceTest {
  private static final Duration SOON = Duration.ofMillis(50);

  private final World world = new World();
  private final World.Node node = world.start();

  @Test
  void forceReachesTheCloud() {
    String id = running();

    node.done(node.act(id, ActionRequest.forced(MachineAction.RESTART)).operation().id());
    node.done(node.act(id, ActionRequest.forced(MachineAction.STOP)).operation().id());
    node.done(node.act(id, ActionRequest.forced(MachineAction.DELETE)).operation().id());

    assertThat(world.cloud.forced()).containsExactly("restart", "stop", "delete");
    assertThat(world.cloud.existing()).isEmpty();
  }

  @Test
  void aForcedStopTakesOverFromAStopThatHangs() {
    String id = running();
    world.cloud.takesToMake(Duration.ofHours(1));
    Accepted hanging = node.act(id, MachineAction.STOP);
    world.time.advance(SOON);
    world.cloud.takesToMake(Duration.ZERO);
    world.cloud.force(world.cloud.existing().get(0), MachineState.RUNNING);

    Accepted forced = node.act(id, ActionRequest.forced(MachineAction.STOP));
    Operation operation = node.done(forced.operation().id());

    assertThat(operation.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(node.machine(id).status().state()).isEqualTo(MachineState.STOPPED);
    Operation former = node.operation(hanging.operation().id());
    assertThat(former.state()).isEqualTo(OperationState.CANCELLED);
    assertThat(World.error(former).code()).isEqualTo("taken-over");
    assertThat(World.error(former).detail()).contains(operation.id());
  }

  @Test
  void nothingMoreComesOfAnOperationThatWasTakenOver() {
    String id = running();
    world.cloud.takesToMake(Duration.ofMinutes(1));
    Accepted hanging = node.act(id, MachineAction.RESTART);
    world.time.advance(SOON);

    Accepted forced = node.act(id, ActionRequest.forced(MachineAction.DELETE));
    node.done(forced.operation().id());
    world.time.advance(Duration.ofHours(1));

    assertThat(node.operation(hanging.operation().id()).state())
        .isEqualTo(OperationState.CANCELLED);
    assertThat(node.machine(id).status().state()).isEqualTo(MachineState.DELETED);
    assertThat(node.controlPlane.get().engine().size()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Idempotency.class)
  void aForcedDeleteOfAMachineThatIsBeingMadeLeavesNone(Idempotency idempotency) {
    world.cloud.honours(idempotency);
    world.cloud.takesToMake(Duration.ofMinutes(3));
    world.cloud.showsNewMachinesAfter(Duration.ofSeconds(5));
    Accepted created = node.create("web", null);
    world.time.advance(SOON);

    Accepted deleted = node.act(created.machine().id(), ActionRequest.forced(MachineAction.DELETE));
    assertThat(node.done(deleted.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
    world.time.advance(Duration.ofHours(1));

    assertThat(world.cloud.existing()).isEmpty();
    assertThat(node.operation(created.operation().id()).state())
        .isEqualTo(OperationState.CANCELLED);
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 25})
  void aForcedDeleteWaitsForACreateThatMayStillReachTheCloud(long seconds) {
    world.cloud.next("create", new Behaviour.Delay(Duration.ofSeconds(seconds)));
    Accepted created = node.create("web", null);
    world.time.advance(SOON);

    Accepted deleted = node.act(created.machine().id(), ActionRequest.forced(MachineAction.DELETE));
    node.done(deleted.operation().id());
    world.time.advance(Duration.ofHours(1));

    assertThat(world.cloud.createTokens()).hasSize(1);
    assertThat(world.cloud.existing()).isEmpty();
  }

  @Test
  void aForcedDeleteForgetsNothingWhileNoProviderIsThere() {
    String id = running();
    node.registry.remove(node.factory);

    Accepted deleted = node.act(id, ActionRequest.forced(MachineAction.DELETE));
    world.time.advance(Duration.ofHours(2));
    assertThat(node.operation(deleted.operation().id()).done()).isFalse();
    assertThat(node.machine(id).status().state()).isEqualTo(MachineState.DELETING);

    node.registry.add(node.factory);
    node.done(deleted.operation().id());
    assertThat(world.cloud.existing()).isEmpty();
  }

  @Test
  void aForcedStopThatIsRefusedSaysInWhatStateTheMachineReallyIs() {
    String id = running();
    world.cloud.takesToMake(Duration.ofHours(1));
    node.act(id, MachineAction.STOP);
    world.time.advance(SOON);
    world.cloud.force(world.cloud.existing().get(0), MachineState.RUNNING);
    world.cloud.next("stop", Behaviour.Refuse.of(Category.DENIED));

    Operation operation =
        node.done(node.act(id, ActionRequest.forced(MachineAction.STOP)).operation().id());

    assertThat(operation.state()).isEqualTo(OperationState.FAILED);
    assertThat(world.cloud.calls()).endsWith("describe");
    assertThat(node.machine(id).status().state()).isEqualTo(MachineState.RUNNING);
  }

  @Test
  void withoutForceAMovingMachineIsLeftAloneAndTheAnswerSaysWhatForceCouldDo() {
    String id = running();
    world.cloud.takesToMake(Duration.ofHours(1));
    node.act(id, MachineAction.STOP);
    world.time.advance(SOON);

    assertThatThrownBy(() -> node.act(id, MachineAction.DELETE))
        .hasRootCauseInstanceOf(ProblemException.class)
        .hasMessageContaining("by force: stop, delete");
  }

  private String running() {
    Accepted created = node.create("web", null);
    node.done(created.operation().id());
    return created.machine().id();
  }
}
