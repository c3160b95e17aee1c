package io.novacron.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.Snapshot;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationState;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.ProviderDescriptor.Idempotency;
import io.novacron.api.security.Caller;
import io.novacron.core.internal.testing.FakeCloud.Behaviour;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotTest {
  private static final Caller CALLER = World.caller();
  private static final int MORE_THAN_ALL_POINTS = 200;

  private final World world = new World();

  @Test
  void aSnapshotIsMadeRestoredAndDeleted() {
    World.Node node = world.start();
    String id = stopped(node);
    Accepted accepted = node.answer(node.snapshots.create(CALLER, id, "before", null));
    Snapshot asked = snapshot(accepted.machine(), 0);
    assertThat(asked.state()).isEqualTo(Snapshot.State.CREATING);
    assertThat(asked.operation()).isEqualTo(accepted.operation().id());
    assertThat(node.done(accepted.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
    Snapshot made = node.answer(node.snapshots.get(CALLER, id, asked.id()));
    assertThat(made.state()).isEqualTo(Snapshot.State.AVAILABLE);
    assertThat(made.providerReference()).isEqualTo("snap-1");
    assertThat(made.observedAt()).isNotNull();

    Accepted restore = node.answer(node.snapshots.restore(CALLER, id, made.id(), null));
    assertThat(node.done(restore.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.fakeSnapshots().restores()).containsExactly("i-1 snap-1");
    assertThat(snapshot(node.machine(id), 0).state()).isEqualTo(Snapshot.State.AVAILABLE);
    assertThat(node.machine(id).status().state()).isEqualTo(MachineState.STOPPED);

    Accepted delete = node.answer(node.snapshots.delete(CALLER, id, made.id(), null));
    assertThat(node.done(delete.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(node.answer(node.snapshots.list(CALLER, id))).isEmpty();
    assertThat(world.cloud.fakeSnapshots().existing()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"TOKEN,0,0", "TOKEN,2000,3000", "NAME,2000,0", "NONE,0,0", "NONE,2000,5000"})
  void oneRequestMakesOneSnapshotWhereverTheProcessDies(
      Idempotency idempotency, long provisioningMillis, long visibilityMillis) {
    int crashes = 0;
    for (int point = 0; point < MORE_THAN_ALL_POINTS; point++) {
      World each = new World();
      each.cloud.honours(idempotency);
      World.Node first = each.start();
      String id = running(first);
      each.cloud.takesToMake(Duration.ofMillis(provisioningMillis));
      each.cloud.showsNewMachinesAfter(Duration.ofMillis(visibilityMillis));
      each.time.advance(Duration.ofSeconds(20));
      each.points.arm(point, first::kill);
      first.snapshots.create(CALLER, id, "before", "key-1");
      each.time.advance(Duration.ofSeconds(30));
      if (!each.points.crashed()) {
        assertThat(crashes).isGreaterThan(6);
        return;
      }
      crashes++;
      String where = each.points.where();
      each.points.arm(-1, () -> {});
      World.Node second = each.start();
      Accepted answer = second.answer(second.snapshots.create(CALLER, id, "before", "key-1"));
      Operation operation = second.done(answer.operation().id());

      assertThat(operation.state()).as(where).isEqualTo(OperationState.SUCCEEDED);
      assertThat(each.cloud.fakeSnapshots().existing()).as(where).hasSize(1);
      Snapshot made = snapshot(second.machine(id), 0);
      assertThat(second.machine(id).snapshots()).as(where).hasSize(1);
      assertThat(made.state()).as(where).isEqualTo(Snapshot.State.AVAILABLE);
      assertThat(made.providerReference())
          .as(where)
          .isEqualTo(each.cloud.fakeSnapshots().existing().get(0));
      assertThat(second.machine(id).status().state()).as(where).isEqualTo(MachineState.RUNNING);
    }
    throw new AssertionError("the run has more points than the test looks at");
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aRestoreAndADeleteEndWellWhereverTheProcessDies(boolean restore) {
    int crashes = 0;
    for (int point = 0; point < MORE_THAN_ALL_POINTS; point++) {
      World each = new World();
      World.Node first = each.start();
      String id = stopped(first);
      String snapshot = available(first, id);
      each.points.arm(point, first::kill);
      ask(first, id, snapshot, restore);
      each.time.advance(Duration.ofSeconds(30));
      if (!each.points.crashed()) {
        assertThat(crashes).isGreaterThan(4);
        return;
      }
      crashes++;
      String where = each.points.where();
      each.points.arm(-1, () -> {});
      World.Node second = each.start();
      Accepted answer = second.answer(ask(second, id, snapshot, restore));
      assertThat(second.done(answer.operation().id()).state())
          .as(where)
          .isEqualTo(OperationState.SUCCEEDED);
      if (restore) {
        assertThat(each.cloud.fakeSnapshots().restores()).as(where).isNotEmpty();
        assertThat(snapshot(second.machine(id), 0).state())
            .as(where)
            .isEqualTo(Snapshot.State.AVAILABLE);
      } else {
        assertThat(each.cloud.fakeSnapshots().existing()).as(where).isEmpty();
        assertThat(second.machine(id).snapshots()).as(where).isEmpty();
      }
    }
    throw new AssertionError("the run has more points than the test looks at");
  }

  @Test
  void aSnapshotThatIsRefusedLeavesNothingBehind() {
    World.Node node = world.start();
    String id = running(node);
    world.cloud.next("createSnapshot", Behaviour.Refuse.of(Category.QUOTA));
    Accepted accepted = node.answer(node.snapshots.create(CALLER, id, "before", null));
    Operation operation = node.done(accepted.operation().id());
    assertThat(operation.state()).isEqualTo(OperationState.FAILED);
    assertThat(World.error(operation).code()).isEqualTo("provider-quota");
    assertThat(node.machine(id).snapshots()).isEmpty();
    assertThat(node.machine(id).status().state()).isEqualTo(MachineState.RUNNING);
  }

  @Test
  void aLackOfCapacityOfSnapshotsMovesNoMachineElsewhere() {
    World.Node node = world.start();
    String id = running(node);
    world.cloud.next("createSnapshot", Behaviour.Refuse.of(Category.CAPACITY));
    Accepted accepted = node.answer(node.snapshots.create(CALLER, id, "before", null));
    assertThat(node.done(accepted.operation().id()).state()).isEqualTo(OperationState.FAILED);
    assertThat(world.cloud.requests()).hasSize(1);
  }

  @Test
  void aSnapshotThatTurnsOutBrokenStaysUntilItIsDeleted() {
    World.Node node = world.start();
    String id = running(node);
    world.cloud.takesToMake(Duration.ofMinutes(1));
    Accepted accepted = node.answer(node.snapshots.create(CALLER, id, "before", null));
    world.time.advance(Duration.ofSeconds(1));
    world.cloud.fakeSnapshots().broken("snap-1");
    assertThat(node.done(accepted.operation().id()).state()).isEqualTo(OperationState.FAILED);
    Snapshot broken = snapshot(node.machine(id), 0);
    assertThat(broken.state()).isEqualTo(Snapshot.State.FAILED);
    assertThat(broken.providerReference()).isEqualTo("snap-1");
    assertThat(problem(node.snapshots.restore(CALLER, id, broken.id(), null)).category())
        .isEqualTo(Category.CONFLICT);
    node.done(node.answer(node.snapshots.delete(CALLER, id, broken.id(), null)).operation().id());
    assertThat(world.cloud.fakeSnapshots().existing()).isEmpty();
  }

  @Test
  void anAccountWithoutSnapshotsSaysSo() {
    world.cloud.lacks(Capability.SNAPSHOTS, "The cloud has none.");
    World.Node node = world.start();
    String id = running(node);
    Problem problem = problem(node.snapshots.create(CALLER, id, "before", null));
    assertThat(problem.category()).isEqualTo(Category.UNSUPPORTED);
    assertThat(problem.detail()).isEqualTo("The cloud has none.");
  }

  @Test
  void aProviderThatHasLostTheFacetMeanwhileFailsTheOperation() {
    World.Node node = world.start();
    String id = running(node);
    world.cloud.lacksSnapshots();
    // Core asked the provider for its facets when it was opened.
    node.kill();
    World.Node second = world.start();
    Accepted accepted = second.answer(second.snapshots.create(CALLER, id, "before", null));
    Operation operation = second.done(accepted.operation().id());
    assertThat(World.error(operation).category()).isEqualTo(Category.UNSUPPORTED);
    assertThat(second.machine(id).snapshots()).isEmpty();
  }

  @Test
  void aMachineWithSnapshotsIsNotDeletedSoThatNoneIsLeakedSilently() {
    World.Node node = world.start();
    String id = running(node);
    String snapshot = available(node, id);
    Problem problem = problem(node.machines.act(CALLER, id, MachineAction.DELETE, null, null));
    assertThat(problem.code()).isEqualTo("snapshots-exist");
    assertThat(problem.detail()).contains("before");
    node.done(node.answer(node.snapshots.delete(CALLER, id, snapshot, null)).operation().id());
    node.done(node.act(id, MachineAction.DELETE).operation().id());
    assertThat(world.cloud.existing()).isEmpty();
  }

  @Test
  void aSnapshotAndAStopOfOneMachineDoNotHinderEachOther() {
    World.Node node = world.start();
    String id = running(node);
    world.cloud.takesToMake(Duration.ofSeconds(10));
    Accepted snapshot = node.answer(node.snapshots.create(CALLER, id, "before", null));
    Accepted stop = node.act(id, MachineAction.STOP);
    assertThat(node.done(stop.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(node.done(snapshot.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
    world.time.advance(Duration.ofSeconds(5));
    assertThat(node.machine(id).status().state()).isEqualTo(MachineState.STOPPED);
    assertThat(snapshot(node.machine(id), 0).state()).isEqualTo(Snapshot.State.AVAILABLE);
  }

  @Test
  void whatIsNotLegalIsRefusedWithWhatIs() {
    World.Node node = world.start();
    String id = running(node);
    String snapshot = available(node, id);
    assertThat(problem(node.snapshots.create(CALLER, id, "Before", null)).code())
        .isEqualTo("invalid-snapshot");
    assertThat(problem(node.snapshots.create(CALLER, id, "before", null)).code())
        .isEqualTo("snapshot-name-taken");
    assertThat(problem(node.snapshots.restore(CALLER, id, snapshot, null)).detail())
        .contains("RUNNING", "STOPPED");
    assertThat(problem(node.snapshots.get(CALLER, id, "snap-none")).code())
        .isEqualTo("snapshot-not-found");
    assertThat(problem(node.snapshots.create(CALLER, "vm-none", "a", null)).category())
        .isEqualTo(Category.NOT_FOUND);
    node.authorizer.set((caller, permission, target) -> permission.action().equals("read"));
    assertThat(problem(node.snapshots.delete(CALLER, id, snapshot, null)).category())
        .isEqualTo(Category.DENIED);
  }

  @Test
  void aStoppedMachineIsNotStartedWhileItIsBeingRestored() {
    World.Node node = world.start();
    String id = stopped(node);
    String snapshot = available(node, id);
    world.cloud.next("restoreSnapshot", new Behaviour.LoseRequest());
    Accepted restore = node.answer(node.snapshots.restore(CALLER, id, snapshot, null));
    Problem problem = problem(node.machines.act(CALLER, id, MachineAction.START, null, null));
    assertThat(problem.operation()).isEqualTo(restore.operation().id());
    assertThat(node.done(restore.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(node.act(id, MachineAction.START).machine().status().state())
        .isEqualTo(MachineState.STARTING);
  }

  @Test
  void aLostReplyToADeleteIsLookedAfter() {
    World.Node node = world.start();
    String id = running(node);
    String snapshot = available(node, id);
    world.cloud.next("deleteSnapshot", new Behaviour.LoseReply());
    Accepted delete = node.answer(node.snapshots.delete(CALLER, id, snapshot, null));
    assertThat(node.done(delete.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.calls()).filteredOn("deleteSnapshot"::equals).hasSize(1);
  }

  private static CompletionStage<Accepted> ask(
      World.Node node, String id, String snapshot, boolean restore) {
    return restore
        ? node.snapshots.restore(CALLER, id, snapshot, "key-2")
        : node.snapshots.delete(CALLER, id, snapshot, "key-2");
  }

  private static String running(World.Node node) {
    Accepted created = node.create("web", null);
    node.done(created.operation().id());
    return created.machine().id();
  }

  private static String stopped(World.Node node) {
    String id = running(node);
    node.done(node.act(id, MachineAction.STOP).operation().id());
    return id;
  }

  private static String available(World.Node node, String id) {
    Accepted accepted = node.answer(node.snapshots.create(CALLER, id, "before", null));
    node.done(accepted.operation().id());
    return snapshot(node.machine(id), 0).id();
  }

  private static Snapshot snapshot(Machine machine, int index) {
    return machine.snapshots().get(index);
  }

  private Problem problem(CompletionStage<?> stage) {
    world.time.runReady();
    Throwable[] thrown = new Throwable[1];
    assertThatThrownBy(() -> stage.toCompletableFuture().getNow(null))
        .satisfies(failure -> thrown[0] = failure);
    Throwable cause = thrown[0] instanceof CompletionException e ? e.getCause() : thrown[0];
    return ((ProblemException) Objects.requireNonNull(cause)).problem();
  }
}
