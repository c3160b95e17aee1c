package io.novacron.core.internal.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationState;
import io.novacron.api.operation.Step;
import io.novacron.core.internal.testing.FakeCloud.Behaviour;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MachineLifeTest {
  private final World world = new World();

  @Test
  void aMachineIsCreatedStoppedStartedAndDeleted() {
    world.cloud.takesToMake(Duration.ofSeconds(2));
    World.Node node = world.start();
    Accepted accepted = node.create("web", null);
    String id = accepted.machine().id();
    assertThat(accepted.machine().status().state()).isEqualTo(MachineState.CREATING);
    assertThat(accepted.operation().state()).isEqualTo(OperationState.QUEUED);
    world.time.advance(Duration.ofSeconds(1));
    assertThat(node.machine(id).status().state()).isEqualTo(MachineState.PROVISIONING);

    Operation created = node.done(accepted.operation().id());
    assertThat(created.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(created.result()).isEqualTo(id);
    assertThat(created.progress()).isEqualTo(1);
    assertThat(created.owner()).isEqualTo("node-1");
    Machine running = node.machine(id);
    assertThat(running.status().state()).isEqualTo(MachineState.RUNNING);
    assertThat(running.status().providerReference()).isEqualTo("i-1");
    assertThat(running.status().addresses()).containsExactly("10.0.0.1");
    assertThat(running.status().observedGeneration()).isEqualTo(running.generation());

    Accepted stop = node.act(id, MachineAction.STOP);
    assertThat(stop.machine().status().state()).isEqualTo(MachineState.STOPPING);
    assertThat(stop.machine().desiredState()).isEqualTo(DesiredState.STOPPED);
    assertThat(stop.machine().generation()).isEqualTo(2);
    assertThat(node.done(stop.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(node.machine(id).status().state()).isEqualTo(MachineState.STOPPED);

    Accepted start = node.act(id, MachineAction.START);
    assertThat(node.done(start.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(node.machine(id).status().state()).isEqualTo(MachineState.RUNNING);

    Accepted delete = node.act(id, MachineAction.DELETE);
    assertThat(node.done(delete.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(node.machine(id).status().state()).isEqualTo(MachineState.DELETED);
    assertThat(world.cloud.existing()).isEmpty();
  }

  @Test
  void aRefusalEndsTheOperationWithWhatToDoAndTheMachineWithACondition() {
    World.Node node = world.start();
    world.cloud.next("create", Behaviour.Refuse.of(Category.QUOTA));
    Accepted accepted = node.create("web", null);
    Operation failed = node.done(accepted.operation().id());
    assertThat(failed.state()).isEqualTo(OperationState.FAILED);
    assertThat(failed.error()).isNotNull();
    assertThat(failed.error().category()).isEqualTo(Category.QUOTA);
    assertThat(failed.error().nextStep()).contains("higher limit");
    assertThat(failed.error().operation()).isEqualTo(failed.id());
    assertThat(failed.steps()).extracting(Step::state).containsExactly(Step.State.FAILED);
    Machine machine = node.machine(accepted.machine().id());
    assertThat(machine.status().state()).isEqualTo(MachineState.FAILED);
    assertThat(machine.status().conditions())
        .anySatisfy(
            condition -> {
              assertThat(condition.type()).isEqualTo("OperationFailed");
              assertThat(condition.reason()).isEqualTo("QUOTA");
            });
    assertThat(world.cloud.existing()).isEmpty();
  }
}
