package io.novacron.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationState;
import io.novacron.api.provider.ProviderDescriptor.Idempotency;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The process dies at each point at which the outside world can see a difference, and starts again.
 */
class CrashTest {
  private static final int MORE_THAN_ALL_POINTS = 200;

  @ParameterizedTest
  @CsvSource({"TOKEN,0,0", "TOKEN,2000,3000", "NAME,2000,0", "NONE,0,0", "NONE,2000,5000"})
  void aCreateMakesExactlyOneMachineWhereverTheProcessDies(
      Idempotency idempotency, long provisioningMillis, long visibilityMillis) {
    int crashes = 0;
    for (int point = 0; point < MORE_THAN_ALL_POINTS; point++) {
      World world = world(idempotency, provisioningMillis, visibilityMillis);
      World.Node first = world.start();
      world.points.arm(point, first::kill);
      CompletableFuture<Accepted> request =
          first.machines.create(World.caller(), World.spec("web"), "key-1").toCompletableFuture();
      world.time.advance(Duration.ofSeconds(30));
      if (!world.points.crashed()) {
        assertThat(crashes).isGreaterThan(10);
        return;
      }
      crashes++;
      String where = world.points.where();
      world.points.arm(-1, () -> {});

      World.Node second = world.start();
      Accepted answer = second.create("web", "key-1");
      if (request.isDone()) {
        assertThat(answer.machine().id()).as(where).isEqualTo(request.join().machine().id());
        assertThat(answer.replayed()).as(where).isTrue();
      }
      Operation operation = second.done(answer.operation().id());

      assertThat(operation.state()).as(where).isEqualTo(OperationState.SUCCEEDED);
      assertThat(world.cloud.existing()).as(where).hasSize(1);
      assertThat(new HashSet<>(world.cloud.createTokens())).as(where).hasSize(1);
      assertThat(second.machine(answer.machine().id()).status().state())
          .as(where)
          .isEqualTo(MachineState.RUNNING);
      assertThat(second.machine(answer.machine().id()).status().providerReference())
          .as(where)
          .isEqualTo(world.cloud.existing().get(0));
    }
    throw new AssertionError("the run has more points than the test looks at");
  }

  @ParameterizedTest
  @CsvSource({
    "STOP,0,STOPPED",
    "STOP,2000,STOPPED",
    "RESTART,0,RUNNING",
    "RESTART,2000,RUNNING",
    "PAUSE,0,PAUSED",
    "PAUSE,2000,PAUSED",
    "RESIZE,0,RUNNING",
    "RESIZE,2000,RUNNING",
    "DELETE,0,DELETED",
    "DELETE,2000,DELETED",
    "START,0,RUNNING",
    "START,2000,RUNNING",
    "RESUME,0,RUNNING",
    "RESUME,2000,RUNNING"
  })
  void anActionIsDoneWhereverTheProcessDies(
      MachineAction action, long provisioningMillis, MachineState end) {
    ActionRequest asked =
        action == MachineAction.RESIZE ? ActionRequest.resize("m2") : ActionRequest.of(action);
    isDoneWhereverTheProcessDies(asked, provisioningMillis, end);
  }

  @ParameterizedTest
  @CsvSource({"STOP,0,STOPPED", "STOP,2000,STOPPED", "RESTART,0,RUNNING", "RESTART,2000,RUNNING"})
  void aForcedActionIsDoneWhereverTheProcessDies(
      MachineAction action, long provisioningMillis, MachineState end) {
    isDoneWhereverTheProcessDies(ActionRequest.forced(action), provisioningMillis, end);
  }

  private static void isDoneWhereverTheProcessDies(
      ActionRequest asked, long provisioningMillis, MachineState end) {
    MachineAction action = asked.action();
    int crashes = 0;
    for (int point = 0; point < MORE_THAN_ALL_POINTS; point++) {
      World world = world(Idempotency.TOKEN, provisioningMillis, 0);
      World.Node first = world.start();
      Accepted created = first.create("web", null);
      first.done(created.operation().id());
      String id = created.machine().id();
      @Nullable MachineAction before =
          switch (action) {
            case START -> MachineAction.STOP;
            case RESUME -> MachineAction.PAUSE;
            default -> null;
          };
      if (before != null) {
        first.done(first.act(id, before).operation().id());
      }
      world.points.arm(point, first::kill);
      first.machines.act(World.caller(), id, asked, null, "key-2");
      world.time.advance(Duration.ofSeconds(30));
      if (!world.points.crashed()) {
        assertThat(crashes).isGreaterThan(6);
        return;
      }
      crashes++;
      String where = world.points.where();
      world.points.arm(-1, () -> {});

      World.Node second = world.start();
      Accepted answer =
          second.answer(second.machines.act(World.caller(), id, asked, null, "key-2"));
      Operation operation = second.done(answer.operation().id());

      assertThat(operation.state()).as(where).isEqualTo(OperationState.SUCCEEDED);
      assertThat(second.machine(id).status().state()).as(where).isEqualTo(end);
      assertThat(world.cloud.existing()).as(where).hasSize(end == MachineState.DELETED ? 0 : 1);
      if (action == MachineAction.RESTART) {
        assertThat(world.cloud.restarts()).as(where).isBetween(1, 2);
      }
      if (action == MachineAction.RESIZE) {
        assertThat(second.machine(id).status().instanceType()).as(where).isEqualTo("m2");
        assertThat(world.cloud.typeOf(world.cloud.existing().get(0))).as(where).isEqualTo("m2");
      }
    }
    throw new AssertionError("the run has more points than the test looks at");
  }

  @Test
  void aForcedDeleteOfAMachineThatIsBeingMadeLeavesNoneWhereverTheProcessDies() {
    int crashes = 0;
    for (int point = 0; point < MORE_THAN_ALL_POINTS; point++) {
      World world = world(Idempotency.NONE, 60_000, 3000);
      World.Node first = world.start();
      Accepted created = first.create("web", null);
      world.time.advance(Duration.ofMillis(50));
      String id = created.machine().id();
      world.points.arm(point, first::kill);
      ActionRequest asked = ActionRequest.forced(MachineAction.DELETE);
      first.machines.act(World.caller(), id, asked, null, "key-2");
      world.time.advance(Duration.ofMinutes(5));
      if (!world.points.crashed()) {
        assertThat(crashes).isGreaterThan(6);
        return;
      }
      crashes++;
      String where = world.points.where();
      world.points.arm(-1, () -> {});

      World.Node second = world.start();
      Accepted answer =
          second.answer(second.machines.act(World.caller(), id, asked, null, "key-2"));
      second.done(answer.operation().id());
      world.time.advance(Duration.ofMinutes(10));

      assertThat(world.cloud.existing()).as(where).isEmpty();
      assertThat(second.machine(id).status().state()).as(where).isEqualTo(MachineState.DELETED);
      assertThat(second.operation(created.operation().id()).done()).as(where).isTrue();
    }
    throw new AssertionError("the run has more points than the test looks at");
  }

  private static World world(
      Idempotency idempotency, long provisioningMillis, long visibilityMillis) {
    World world = new World();
    world.cloud.honours(idempotency);
    world.cloud.takesToMake(Duration.ofMillis(provisioningMillis));
    world.cloud.showsNewMachinesAfter(Duration.ofMillis(visibilityMillis));
    return world;
  }
}
