package io.novacron.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationQuery;
import io.novacron.api.operation.OperationState;
import io.novacron.api.provider.ProviderDescriptor.Idempotency;
import io.novacron.core.internal.testing.FakeCloud.Behaviour;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Operations are cancelled at each point at which the outside world can see a difference, and the
 * process dies at each point of the cancellation.
 */
class CancelAtEachPointTest {
  private static final int MORE_THAN_ALL_POINTS = 200;
  private static final Duration LONG = Duration.ofSeconds(40);

  @ParameterizedTest
  @CsvSource({"TOKEN,0,0", "TOKEN,2000,3000", "NAME,2000,0", "NONE,0,0", "NONE,2000,5000"})
  void aCreateThatIsCancelledEndsWithNoMachineOrHasSucceeded(
      Idempotency idempotency, long provisioningMillis, long visibilityMillis) {
    Set<OperationState> ends = new HashSet<>();
    for (int point = 0; point < MORE_THAN_ALL_POINTS; point++) {
      World world = world(idempotency, provisioningMillis, visibilityMillis);
      World.Node node = world.start();
      Request request = new Request(node, null);
      world.points.arm(-1, () -> {});
      world.points.at(point, request::send);
      Accepted accepted = node.create("web", null);
      node.done(accepted.operation().id());
      if (world.points.reached() <= point) {
        assertThat(ends).contains(OperationState.CANCELLED, OperationState.SUCCEEDED);
        return;
      }
      world.time.advance(Duration.ofSeconds(1));
      String where = world.points.name(point);
      ends.add(check(world, node, accepted, request.acknowledged(), where));
    }
    throw new AssertionError("the run has more points than the test looks at");
  }

  @ParameterizedTest
  @CsvSource({"TOKEN,2000,0", "NONE,2000,5000"})
  void aCancellationEndsTheSameWhereverTheProcessDies(
      Idempotency idempotency, long provisioningMillis, long visibilityMillis) {
    int crashes = 0;
    for (int asked = 0; asked < MORE_THAN_ALL_POINTS; asked++) {
      for (int point = asked; point < MORE_THAN_ALL_POINTS; point++) {
        World world = world(idempotency, provisioningMillis, visibilityMillis);
        World.Node first = world.start();
        Request request = new Request(first, null);
        world.points.arm(point, first::kill);
        world.points.at(asked, request::send);
        CompletableFuture<Accepted> create =
            first.machines.create(World.caller(), World.spec("web"), "key-1").toCompletableFuture();
        world.time.advance(LONG);
        if (!world.points.crashed()) {
          if (world.points.reached() <= asked) {
            assertThat(crashes).isGreaterThan(100);
            return;
          }
          break;
        }
        crashes++;
        String where = "asked at " + asked + ", died at " + world.points.where();
        world.points.arm(-1, () -> {});
        world.points.at(-1, () -> {});

        World.Node second = world.start();
        boolean acknowledged = request.acknowledged();
        Accepted accepted =
            create.isDone() && !create.isCompletedExceptionally()
                ? create.join()
                : second.create("web", "key-1");
        second.done(accepted.operation().id());
        check(world, second, accepted, acknowledged, where);
      }
    }
    throw new AssertionError("the run has more points than the test looks at");
  }

  private static OperationState check(
      World world, World.Node node, Accepted accepted, boolean acknowledged, String where) {
    Operation operation = node.operation(accepted.operation().id());
    Machine machine = node.machine(accepted.machine().id());
    if (acknowledged) {
      assertThat(operation.cancelRequested()).as(where).isTrue();
      assertThat(operation.state()).as(where).isEqualTo(OperationState.CANCELLED);
    }
    if (operation.state() == OperationState.CANCELLED) {
      assertThat(world.cloud.existing()).as(where).isEmpty();
      assertThat(machine.status().state()).as(where).isEqualTo(MachineState.DELETED);
      assertThat(machine.desiredState()).as(where).isEqualTo(DesiredState.DELETED);
      assertThat(operation.error()).as(where).isNull();
      assertThat(operation.waitingFor()).as(where).isNull();
      node.create("web", null);
    } else {
      assertThat(operation.state()).as(where).isEqualTo(OperationState.SUCCEEDED);
      assertThat(world.cloud.existing())
          .as(where)
          .containsExactly(machine.status().providerReference());
      assertThat(machine.status().state()).as(where).isEqualTo(MachineState.RUNNING);
    }
    return operation.state();
  }

  @ParameterizedTest
  @CsvSource({"STOP,0", "STOP,2000", "START,0", "START,2000"})
  void aStartOrStopThatIsCancelledTellsTheStateThatTheMachineReallyHas(
      MachineAction action, long provisioningMillis) {
    Set<OperationState> ends = new HashSet<>();
    for (int point = 0; point < MORE_THAN_ALL_POINTS; point++) {
      World world = world(Idempotency.TOKEN, provisioningMillis, 0);
      World.Node node = world.start();
      String id = node.create("web", null).machine().id();
      node.done(node.machine(id).operation());
      if (action == MachineAction.START) {
        node.done(node.act(id, MachineAction.STOP).operation().id());
      }
      Machine before = node.machine(id);
      occupyLane(world, node);
      world.cloud.next(action.verb(), Behaviour.Refuse.of(Category.UNAVAILABLE));
      Request request = new Request(node, id);
      world.points.arm(-1, () -> {});
      world.points.at(point, request::send);
      Operation done = node.done(node.act(id, action).operation().id());
      if (world.points.reached() <= point) {
        assertThat(ends).contains(OperationState.CANCELLED, OperationState.SUCCEEDED);
        return;
      }
      String where = world.points.name(point);
      Machine after = node.machine(id);
      ends.add(done.state());
      assertThat(after.status().state()).as(where).isEqualTo(world.cloud.state("i-1"));
      assertThat(after.status().observedGeneration()).as(where).isEqualTo(after.generation());
      if (done.state() == OperationState.CANCELLED) {
        assertThat(after.status().state()).as(where).isEqualTo(before.status().state());
        assertThat(after.desiredState()).as(where).isEqualTo(before.desiredState());
        assertThat(after.generation()).as(where).isEqualTo(before.generation() + 2);
      } else {
        assertThat(done.state()).as(where).isEqualTo(OperationState.SUCCEEDED);
        assertThat(after.status().state()).as(where).isNotEqualTo(before.status().state());
      }
    }
    throw new AssertionError("the run has more points than the test looks at");
  }

  @ParameterizedTest
  @CsvSource({"0", "2000"})
  void aDeleteIsCancelledBeforeItIsSentOrNotAtAll(long provisioningMillis) {
    Set<OperationState> ends = new HashSet<>();
    for (int point = 0; point < MORE_THAN_ALL_POINTS; point++) {
      World world = world(Idempotency.TOKEN, provisioningMillis, 0);
      World.Node node = world.start();
      String id = node.create("web", null).machine().id();
      node.done(node.machine(id).operation());
      occupyLane(world, node);
      Request request = new Request(node, id);
      world.points.arm(-1, () -> {});
      world.points.at(point, request::send);
      Operation done = node.done(node.act(id, MachineAction.DELETE).operation().id());
      if (world.points.reached() <= point) {
        assertThat(ends).contains(OperationState.CANCELLED, OperationState.SUCCEEDED);
        return;
      }
      String where = world.points.name(point);
      ends.add(done.state());
      if (done.state() == OperationState.CANCELLED) {
        assertThat(world.cloud.calls()).as(where).doesNotContain("delete");
        assertThat(node.machine(id).status().state()).as(where).isEqualTo(MachineState.RUNNING);
        assertThat(node.machine(id).desiredState()).as(where).isEqualTo(DesiredState.RUNNING);
      } else {
        assertThat(request.acknowledged()).as(where).isFalse();
        assertThat(done.cancelRequested()).as(where).isFalse();
        assertThat(done.state()).as(where).isEqualTo(OperationState.SUCCEEDED);
        assertThat(world.cloud.existing()).as(where).doesNotContain("i-1");
      }
    }
    throw new AssertionError("the run has more points than the test looks at");
  }

  /** Lets others wait for their turn, as the one call that may be made at a time gets no reply. */
  private static void occupyLane(World world, World.Node node) {
    world.settings = EngineTest.withCallsInFlight(1);
    world.cloud.next("create", new Behaviour.LoseRequest());
    node.create("other", null);
  }

  private static World world(
      Idempotency idempotency, long provisioningMillis, long visibilityMillis) {
    World world = new World();
    world.cloud.honours(idempotency);
    world.cloud.takesToMake(Duration.ofMillis(provisioningMillis));
    world.cloud.showsNewMachinesAfter(Duration.ofMillis(visibilityMillis));
    return world;
  }

  /** A request to cancel whatever is live, sent while something else is going on. */
  static final class Request {
    private final World.Node node;
    private final @Nullable String target;
    private final List<CompletableFuture<Operation>> answers = new ArrayList<>();

    Request(World.Node node, @Nullable String target) {
      this.node = node;
      this.target = target;
    }

    void send() {
      node.operations
          .list(World.caller(), new OperationQuery(null, false, null, target, null, 1, null))
          .thenAccept(
              live ->
                  live.items()
                      .forEach(
                          operation ->
                              answers.add(
                                  node.operations
                                      .cancel(World.caller(), operation.id(), null)
                                      .toCompletableFuture())));
    }

    boolean acknowledged() {
      return answers.stream()
          .anyMatch(answer -> answer.isDone() && !answer.isCompletedExceptionally());
    }
  }
}
