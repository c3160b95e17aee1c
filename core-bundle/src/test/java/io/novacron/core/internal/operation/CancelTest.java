package io.novacron.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachinePatch;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationState;
import io.novacron.api.operation.Step;
import io.novacron.api.provider.ProviderDescriptor.Idempotency;
import io.novacron.api.security.AuditRecord;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.testing.FakeCloud.Behaviour;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class CancelTest {
  private final World world = new World();

  @Test
  void aCreateThatWaitsForItsTurnIsCancelledWithoutACall() {
    World.Node node = world.start();
    world.settings = EngineTest.withCallsInFlight(1);
    world.cloud.next("create", new Behaviour.LoseRequest());
    node.create("first", null);
    Accepted second = node.create("second", null);
    Operation cancelled = node.cancel(second.operation().id());
    assertThat(cancelled.state()).isEqualTo(OperationState.CANCELLED);
    assertThat(cancelled.cancelRequested()).isTrue();
    assertThat(cancelled.steps()).extracting(Step::name).containsExactly("cancel");
    assertThat(cancelled.steps().get(0).detail()).contains("admin", "nothing was changed");
    assertThat(node.machine(second.machine().id()).status().state())
        .isEqualTo(MachineState.DELETED);
    assertThat(world.cloud.createTokens()).hasSize(1);
    world.time.runReady();
    node.create("second", null);
  }

  @Test
  void aPauseBetweenAttemptsIsCutShort() {
    World.Node node = world.start();
    world.cloud.next("create", Behaviour.Refuse.of(Category.UNAVAILABLE));
    Accepted accepted = node.create("web", null);
    Instant asked = world.time.instant();
    assertThat(node.cancel(accepted.operation().id()).state()).isEqualTo(OperationState.CANCELLED);
    assertThat(world.time.instant()).isEqualTo(asked);
    world.time.advance(Duration.ofMinutes(20));
    assertThat(world.cloud.createTokens()).hasSize(1);
  }

  @Test
  void aCreateWhoseReplyIsAwaitedTakesNoteAtOnceAndActsOnTheReply() {
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.LoseReply());
    Accepted accepted = node.create("web", null);
    world.time.advance(Duration.ofSeconds(1));
    Operation noted = node.cancel(accepted.operation().id());
    assertThat(noted.cancelRequested()).isTrue();
    assertThat(noted.done()).isFalse();
    assertThat(node.operation(noted.id()).cancelRequested()).isTrue();
    assertThat(world.cloud.existing()).hasSize(1);
    Operation done = node.done(noted.id());
    assertThat(done.state()).isEqualTo(OperationState.CANCELLED);
    assertThat(world.cloud.existing()).isEmpty();
    assertThat(done.steps())
        .extracting(Step::name)
        .containsExactly("call", "ask", "clean-up", "confirm");
    assertThat(done.steps()).extracting(Step::state).doesNotContain(Step.State.RUNNING);
  }

  @Test
  void aQuestionUnderWayIsNotWaitedFor() {
    world.cloud.takesToMake(Duration.ofSeconds(2));
    World.Node node = world.start();
    world.cloud.next("poll", new Behaviour.LoseReply());
    Accepted accepted = node.create("web", null);
    world.time.until(() -> world.cloud.calls().contains("poll"), Duration.ofSeconds(5));
    world.cloud.takesToMake(Duration.ZERO);
    Instant asked = world.time.instant();
    node.cancel(accepted.operation().id());
    Operation done = node.done(accepted.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.CANCELLED);
    assertThat(Duration.between(asked, done.endedAt())).isLessThanOrEqualTo(World.VISIBILITY_BOUND);
    // The lost answer comes to nothing when its time is up.
    world.time.advance(Duration.ofMinutes(1));
    assertThat(node.operation(accepted.operation().id())).isEqualTo(done);
  }

  @Test
  void whileItCleansUpTheMachineSaysSoAndTheOperationIsLive() {
    world.cloud.takesToMake(Duration.ofSeconds(20));
    World.Node node = world.start();
    Accepted accepted = node.create("web", null);
    world.time.advance(Duration.ofSeconds(1));
    node.cancel(accepted.operation().id());
    world.time.advance(Duration.ofSeconds(1));
    Machine machine = node.machine(accepted.machine().id());
    assertThat(machine.status().state()).isEqualTo(MachineState.DELETING);
    assertThat(machine.desiredState()).isEqualTo(DesiredState.DELETED);
    assertThat(node.operation(accepted.operation().id()).done()).isFalse();
    assertThat(node.done(accepted.operation().id()).state()).isEqualTo(OperationState.CANCELLED);
    assertThat(world.cloud.existing()).isEmpty();
  }

  @Test
  void aCleanUpThatTheCloudRefusesNamesWhatIsLeft() {
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.LoseReply());
    world.cloud.next("delete", Behaviour.Refuse.of(Category.DENIED));
    Accepted accepted = node.create("web", null);
    node.cancel(accepted.operation().id());
    Operation done = node.done(accepted.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.FAILED);
    assertThat(World.error(done).code()).isEqualTo("clean-up-failed");
    assertThat(World.error(done).detail())
        .contains("i-1", "costing money", "the cloud said DENIED");
    assertThat(World.error(done).nextStep()).contains(accepted.machine().id());
    Machine machine = node.machine(accepted.machine().id());
    assertThat(machine.status().state()).isEqualTo(MachineState.FAILED);
    assertThat(machine.status().providerReference()).isEqualTo("i-1");
    // What is left can be deleted as any machine.
    node.done(node.act(machine.id(), MachineAction.DELETE).operation().id());
    assertThat(world.cloud.existing()).isEmpty();
  }

  @Test
  void aCleanUpHasADeadlineOfItsOwn() {
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.LoseReply());
    world.cloud.next(
        "findByToken",
        Collections.nCopies(200, Behaviour.Refuse.of(Category.UNAVAILABLE))
            .toArray(Behaviour[]::new));
    world.cloud.next(
        "delete",
        Collections.nCopies(20, Behaviour.Refuse.of(Category.UNAVAILABLE))
            .toArray(Behaviour[]::new));
    Accepted accepted = node.create("web", null);
    node.cancel(accepted.operation().id());
    Operation done = node.done(accepted.operation().id());
    assertThat(Duration.between(accepted.operation().createdAt(), done.endedAt()))
        .as("the create's own 15 minutes were over long before")
        .isGreaterThan(Duration.ofMinutes(60));
    assertThat(done.state()).isEqualTo(OperationState.CANCELLED);
    assertThat(world.cloud.existing()).isEmpty();
  }

  @Test
  void aCleanUpThatNeverSucceedsEndsAtItsDeadline() {
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.LoseReply());
    world.cloud.next(
        "delete",
        Collections.nCopies(2000, Behaviour.Refuse.of(Category.UNAVAILABLE))
            .toArray(Behaviour[]::new));
    Accepted accepted = node.create("web", null);
    node.cancel(accepted.operation().id());
    Operation done = node.done(accepted.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.FAILED);
    assertThat(World.error(done).detail()).contains("i-1", "the cloud said UNAVAILABLE");
    assertThat(Duration.between(accepted.operation().createdAt(), done.endedAt()))
        .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(33));
  }

  @Test
  void aSecondMachineOfALateRequestIsRemovedToo() {
    world.cloud.honours(Idempotency.NONE);
    World.Node node = world.start();
    // The first request takes effect after the second one was sent.
    world.cloud.next("create", new Behaviour.Delay(Duration.ofSeconds(45)));
    Accepted accepted = node.create("web", null);
    world.time.until(() -> world.cloud.createTokens().size() == 2, Duration.ofMinutes(2));
    node.cancel(accepted.operation().id());
    Operation done = node.done(accepted.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.CANCELLED);
    assertThat(world.cloud.existing()).isEmpty();
    assertThat(world.cloud.calls()).filteredOn("delete"::equals).hasSize(2);
  }

  @Test
  void whatWaitsForAMissingProviderIsCancelledWhenNothingWasSent() {
    World.Node node = world.start();
    String id = node.create("web", null).machine().id();
    node.done(node.machine(id).operation());
    node.registry.remove(node.factory);
    world.time.runReady();
    Accepted stop = node.act(id, MachineAction.STOP);
    world.time.advance(Duration.ofMinutes(1));
    assertThat(node.cancel(stop.operation().id()).state()).isEqualTo(OperationState.CANCELLED);
    assertThat(node.machine(id).status().state()).isEqualTo(MachineState.RUNNING);
    assertThat(node.machine(id).desiredState()).isEqualTo(DesiredState.RUNNING);
    node.registry.add(node.factory);
    world.time.advance(Duration.ofMinutes(1));
    assertThat(world.cloud.calls()).doesNotContain("stop");
  }

  @Test
  void aDeleteThatIsWaitingLeavesAFailedMachineFailed() {
    World.Node node = world.start();
    world.cloud.next("create", Behaviour.Refuse.of(Category.QUOTA));
    String id = node.create("web", null).machine().id();
    node.done(node.machine(id).operation());
    world.cloud.next("findByToken", Behaviour.Refuse.of(Category.UNAVAILABLE));
    Accepted delete = node.act(id, MachineAction.DELETE);
    assertThat(node.cancel(delete.operation().id()).state()).isEqualTo(OperationState.CANCELLED);
    assertThat(node.machine(id).status().state()).isEqualTo(MachineState.FAILED);
  }

  @Test
  void whatCannotBeCancelledSaysWhyAndIsNotTouched() {
    World.Node node = world.start();
    Accepted accepted = node.create("web", null);
    Operation created = node.done(accepted.operation().id());
    Problem done = problem(node.operations.cancel(World.caller(), created.id(), null));
    assertThat(done.category()).isEqualTo(Category.CONFLICT);
    assertThat(done.code()).isEqualTo("operation-done");
    assertThat(node.operation(created.id())).isEqualTo(created);

    world.cloud.next("delete", new Behaviour.LoseReply());
    Accepted delete = node.act(accepted.machine().id(), MachineAction.DELETE);
    world.time.advance(Duration.ofSeconds(1));
    Problem late = problem(node.operations.cancel(World.caller(), delete.operation().id(), null));
    assertThat(late.category()).isEqualTo(Category.CONFLICT);
    assertThat(late.code()).isEqualTo("too-late-to-cancel");
    assertThat(node.operation(delete.operation().id()).cancelRequested()).isFalse();
    assertThat(node.done(delete.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void whatWasDoneAtOnceCannotBeCancelledEither() {
    World.Node node = world.start();
    Accepted accepted = node.create("web", null);
    node.done(accepted.operation().id());
    MachinePatch labels = new MachinePatch(Map.of("x", Optional.of("y")), true, null, null, null);
    Operation updated = node.update(accepted.machine().id(), labels).operation();

    Problem done = problem(node.operations.cancel(World.caller(), updated.id(), null));

    assertThat(done.category()).isEqualTo(Category.CONFLICT);
    assertThat(done.code()).isEqualTo("operation-done");
    assertThat(node.operation(updated.id())).isEqualTo(updated);
  }

  @Test
  void previewSaysWhatACancelWouldBeAnsweredAndNotesNothing() {
    world.cloud.takesToMake(Duration.ofSeconds(20));
    World.Node node = world.start();
    String id = node.create("web", null).operation().id();
    world.time.advance(Duration.ofSeconds(1));
    Operation before = node.operation(id);
    int audited = world.audit.size();
    Operation shown = node.answer(node.operations.previewCancel(World.caller(), id));
    assertThat(shown.cancelRequested()).isTrue();
    assertThat(shown.id()).isEqualTo(id);
    assertThat(node.operation(id)).isEqualTo(before);
    assertThat(world.audit).hasSize(audited);
    node.done(id);
    assertThat(problem(node.operations.previewCancel(World.caller(), id)).code())
        .isEqualTo("operation-done");
    assertThat(problem(node.operations.previewCancel(World.caller(), "op-none")).code())
        .isEqualTo("operation-not-found");
    node.authorizer.set((caller, permission, target) -> false);
    assertThat(problem(node.operations.previewCancel(World.caller(), id)).category())
        .isEqualTo(Category.DENIED);
  }

  @Test
  void askingAgainChangesNothingAndAKeyBelongsToOneRequest() {
    world.cloud.takesToMake(Duration.ofSeconds(20));
    World.Node node = world.start();
    Accepted accepted = node.create("web", "create-key");
    world.time.advance(Duration.ofSeconds(1));
    String id = accepted.operation().id();
    Operation first = node.answer(node.operations.cancel(World.caller(), id, "key"));
    world.time.runReady();
    Operation noted = node.operation(id);
    assertThat(node.answer(node.operations.cancel(World.caller(), id, "key"))).isEqualTo(first);
    assertThat(node.operation(id)).isEqualTo(noted);
    assertThat(node.cancel(id).revision()).isEqualTo(noted.revision());
    assertThat(problem(node.operations.cancel(World.caller(), id, "create-key")).code())
        .isEqualTo("idempotency-key-reused");
    Operation done = node.done(id);
    assertThat(node.cancel(id)).isEqualTo(done);
    assertThat(node.answer(node.operations.cancel(World.caller(), id, "key"))).isEqualTo(first);
    assertThat(node.counts.failed(OperationKind.CREATE)).isEqualTo(1);
  }

  @Test
  void everyAttemptIsAuditedAndNeedsThePermission() {
    World.Node node = world.start();
    world.cloud.next("create", Behaviour.Refuse.of(Category.UNAVAILABLE));
    Accepted accepted = node.create("web", null);
    world.audit.clear();
    node.authorizer.set((caller, permission, target) -> !permission.action().equals("cancel"));
    String id = accepted.operation().id();
    assertThat(problem(node.operations.cancel(World.caller(), id, null)).category())
        .isEqualTo(Category.DENIED);
    assertThat(node.operation(id).cancelRequested()).isFalse();
    node.authorizer.set((caller, permission, target) -> true);
    node.cancel(id);
    assertThat(world.audit)
        .extracting(AuditRecord::action, AuditRecord::result)
        .containsExactly(
            tuple("operation:cancel", AuditRecord.Result.REFUSED),
            tuple("operation:cancel", AuditRecord.Result.ACCEPTED));
  }

  @Test
  void aWishThatWasLeftInTheJournalIsTakenUpByWhoeverWorksOnTheOperation() {
    world.cloud.takesToMake(Duration.ofSeconds(20));
    World.Node first = world.start();
    Accepted accepted = first.create("web", null);
    world.time.advance(Duration.ofSeconds(1));
    first.kill();
    Operation before =
        Journal.operation(
            world
                .memory
                .get(Journal.key(accepted.operation()))
                .toCompletableFuture()
                .join()
                .orElseThrow());
    OperationRecord record =
        Journal.read(
            world.memory.get(Journal.key(before)).toCompletableFuture().join().orElseThrow());
    world.memory.commit(new Transaction(List.of(Journal.put(record.withCancelRequested())), null));
    World.Node second = world.start();
    assertThat(second.done(before.id()).state()).isEqualTo(OperationState.CANCELLED);
    assertThat(world.cloud.existing()).isEmpty();
  }

  private Problem problem(CompletionStage<Operation> stage) {
    world.time.runReady();
    CompletableFuture<Operation> future = stage.toCompletableFuture();
    assertThat(future).isCompletedExceptionally();
    Throwable cause = Failures.unwrapped(catchThrowable(future::join));
    assertThat(cause).isInstanceOf(ProblemException.class);
    return ((ProblemException) cause).problem();
  }
}
