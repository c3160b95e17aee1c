package io.novacron.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationState;
import io.novacron.api.provider.OwnerTag;
import io.novacron.core.internal.testing.FakeCloud.Behaviour;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureTest {
  private final World world = new World();

  @ParameterizedTest
  @EnumSource(
      value = Category.class,
      names = {"INVALID", "DENIED", "QUOTA", "CAPACITY", "UNSUPPORTED", "CONFLICT", "INTERNAL"})
  void whatDoesNotPassByItselfFailsAtOnce(Category category) {
    World.Node node = world.start();
    world.cloud.next("create", Behaviour.Refuse.of(category));
    Accepted accepted = node.create("web", null);
    Operation operation = node.operation(accepted.operation().id());
    assertThat(operation.state()).isEqualTo(OperationState.FAILED);
    assertThat(World.error(operation).category()).isEqualTo(category);
    assertThat(World.error(operation).scope()).contains("cloud-1");
    assertThat(World.error(operation).nextStep()).isNotBlank();
    assertThat(world.cloud.createTokens()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Category.class,
      names = {"THROTTLED", "UNAVAILABLE", "DEPENDENCY"})
  void whatPassesIsTriedAgainUntilTheDeadlineAndThenFailsWithoutAMachine(Category category) {
    World.Node node = world.start();
    world.cloud.next(
        "create",
        Collections.nCopies(200, Behaviour.Refuse.of(category)).toArray(Behaviour[]::new));
    Accepted accepted = node.create("web", null);
    Operation operation = node.done(accepted.operation().id());
    assertThat(operation.state()).isEqualTo(OperationState.FAILED);
    assertThat(World.error(operation).code()).isEqualTo("deadline-passed");
    // The time in which the budget let it make no attempt is not held against the operation.
    Duration most = Duration.ofMinutes(category == Category.THROTTLED ? 25 : 18);
    Duration spent = Duration.between(accepted.operation().createdAt(), operation.endedAt());
    assertThat(spent).isBetween(Duration.ofMinutes(15), most);
    assertThat(World.error(operation).detail())
        .contains(category == Category.THROTTLED ? " min" : "15 min", "the cloud said " + category);
    assertThat(world.cloud.createTokens()).hasSizeBetween(15, 60);
    assertThat(world.cloud.existing()).isEmpty();
  }

  @Test
  void aMachineWhoseCreateFailedWithoutAReferenceIsDeletedOnlyAfterTheCloudWasAsked() {
    World.Node node = world.start();
    world.cloud.next("create", Behaviour.Refuse.of(Category.QUOTA));
    Accepted accepted = node.create("web", null);
    node.done(accepted.operation().id());
    // What the failed create had made after all is found by its token.
    world.cloud.plant(world.cloud.createTokens().get(0), new OwnerTag("cp", "default", "vm", "op"));
    Accepted delete = node.act(accepted.machine().id(), MachineAction.DELETE);
    Operation done = node.done(delete.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(done.steps().get(0).detail()).contains("whether anything was made", "found [i-1]");
    assertThat(world.cloud.existing()).isEmpty();
    assertThat(node.machine(accepted.machine().id()).status().state())
        .isEqualTo(MachineState.DELETED);
  }

  @Test
  void aMachineThatWasNeverMadeIsDeletedOnceTheCloudShowsNothing() {
    World.Node node = world.start();
    world.cloud.next("create", Behaviour.Refuse.of(Category.QUOTA));
    Accepted accepted = node.create("web", null);
    node.done(accepted.operation().id());
    Accepted delete = node.act(accepted.machine().id(), MachineAction.DELETE);
    Operation done = node.done(delete.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.calls()).contains("findByToken", "findByOwner").doesNotContain("delete");
    assertThat(Duration.between(accepted.operation().createdAt(), done.endedAt()))
        .isGreaterThanOrEqualTo(World.VISIBILITY_BOUND);
  }

  @Test
  void aStartThatIsRefusedLeavesTheMachineStopped() {
    World.Node node = world.start();
    String id = node.create("web", null).machine().id();
    node.done(node.machine(id).operation());
    node.done(node.act(id, MachineAction.STOP).operation().id());
    world.cloud.next("start", Behaviour.Refuse.of(Category.CAPACITY));
    Operation failed = node.done(node.act(id, MachineAction.START).operation().id());
    assertThat(failed.state()).isEqualTo(OperationState.FAILED);
    assertThat(node.machine(id).status().state()).isEqualTo(MachineState.STOPPED);
    assertThat(node.machine(id).status().conditions()).hasSize(1);
    Operation again = node.done(node.act(id, MachineAction.START).operation().id());
    assertThat(again.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(node.machine(id).status().conditions())
        .singleElement()
        .satisfies(condition -> assertThat(condition.status()).isFalse());
  }

  @Test
  void aStopOfAMachineThatIsGoneFailsAndTheMachineCanBeDeleted() {
    World.Node node = world.start();
    String id = node.create("web", null).machine().id();
    node.done(node.machine(id).operation());
    world.cloud.forget("i-1");
    Operation failed = node.done(node.act(id, MachineAction.STOP).operation().id());
    assertThat(World.error(failed).code()).isEqualTo("machine-vanished");
    assertThat(node.machine(id).status().state()).isEqualTo(MachineState.FAILED);
    Operation deleted = node.done(node.act(id, MachineAction.DELETE).operation().id());
    assertThat(deleted.state()).isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void aDeleteThatTheCloudDeniesFailsAndCanBeAskedForAgain() {
    World.Node node = world.start();
    String id = node.create("web", null).machine().id();
    node.done(node.machine(id).operation());
    world.cloud.next("delete", Behaviour.Refuse.of(Category.DENIED));
    Operation failed = node.done(node.act(id, MachineAction.DELETE).operation().id());
    assertThat(World.error(failed).category()).isEqualTo(Category.DENIED);
    assertThat(node.machine(id).status().state()).isEqualTo(MachineState.FAILED);
    Operation deleted = node.done(node.act(id, MachineAction.DELETE).operation().id());
    assertThat(deleted.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.existing()).isEmpty();
  }

  @Test
  void aMachineThatComesUpInAnotherStateIsAFailureThatKeepsItsReference() {
    world.cloud.takesToMake(Duration.ofSeconds(5));
    World.Node node = world.start();
    Accepted accepted = node.create("web", null);
    world.cloud.force("i-1", MachineState.FAILED);
    Operation failed = node.done(accepted.operation().id());
    assertThat(World.error(failed).code()).isEqualTo("unexpected-state");
    assertThat(World.error(failed).providerCode()).isEqualTo("raw-FAILED");
    assertThat(node.machine(accepted.machine().id()).status().providerReference()).isEqualTo("i-1");
  }

  @Test
  void anUnknownStateIsLookedAtAgainUntilItIsKnown() {
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.LoseReply());
    Accepted accepted = node.create("web", null);
    world.cloud.force("i-1", MachineState.UNKNOWN);
    world.time.until(() -> world.cloud.calls().contains("describe"), Duration.ofMinutes(2));
    assertThat(node.operation(accepted.operation().id()).done()).isFalse();
    world.cloud.force("i-1", MachineState.RUNNING);
    assertThat(node.done(accepted.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void aMachineThatStaysPendingFailsAtTheDeadlineAndCanBeDeleted() {
    world.cloud.takesToMake(Duration.ofHours(2));
    World.Node node = world.start();
    world.cloud.next("poll", Behaviour.Refuse.of(Category.NOT_FOUND));
    Accepted accepted = node.create("web", null);
    world.time.until(() -> world.cloud.calls().contains("describe"), Duration.ofHours(3));
    Operation done = node.done(accepted.operation().id());
    // The describe after the forgotten handle came when the machine was up, two hours later.
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
  }
}
