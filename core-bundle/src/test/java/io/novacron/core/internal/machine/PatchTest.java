package io.novacron.core.internal.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachinePatch;
import io.novacron.api.machine.MachineQuery;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.Size;
import io.novacron.api.machine.SizePatch;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationState;
import io.novacron.api.provider.Capability;
import io.novacron.core.internal.testing.FakeCloud.Behaviour;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes of what is wanted of a machine, and what actions ask for. */
class PatchTest {
  private final World world = new World();
  private final World.Node node = world.start();

  @Test
  void labelsAreSetAndRemovedWithTheAnswerByAnOperationThatIsDone() {
    Machine before = running();

    Accepted accepted =
        node.update(
            before.id(),
            MachinePatch.ofLabels(
                Map.of("tier", Optional.of("web"), "team", Optional.<String>empty())));

    assertThat(accepted.operation().kind()).isEqualTo(OperationKind.UPDATE);
    assertThat(accepted.operation().state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(accepted.operation().steps().get(0).detail())
        .isEqualTo("removed label team; label tier is web");
    Machine after = node.machine(before.id());
    assertThat(after).isEqualTo(accepted.machine());
    assertThat(after.spec().labels()).isEqualTo(Map.of("tier", "web"));
    assertThat(after.generation()).isEqualTo(before.generation() + 1);
    assertThat(after.status().observedGeneration()).isEqualTo(after.generation());
    assertThat(after.operation()).isEqualTo(accepted.operation().id());
    assertThat(node.operation(accepted.operation().id())).isEqualTo(accepted.operation());
    assertThat(found(Map.of("tier", "web"))).isEqualTo(1);
    assertThat(found(Map.of("team", "a"))).isZero();
    assertThat(world.audit)
        .last()
        .satisfies(entry -> assertThat(entry.action()).contains("operate"));
  }

  @Test
  void allLabelsCanGoAtOnceBeforeOthersCome() {
    Machine before = running();

    node.update(
        before.id(), new MachinePatch(Map.of("x", Optional.of("y")), true, null, null, null));

    assertThat(node.machine(before.id()).spec().labels()).isEqualTo(Map.of("x", "y"));
  }

  @Test
  void aPatchThatChangesNothingLeavesTheGenerationAlone() {
    Machine before = running();

    Accepted accepted =
        node.update(before.id(), MachinePatch.ofLabels(Map.of("team", Optional.of("a"))));

    assertThat(accepted.operation().steps().get(0).detail()).isEqualTo("nothing changed");
    assertThat(node.machine(before.id()).generation()).isEqualTo(before.generation());
  }

  @Test
  void wrongLabelsAreNamed() {
    Machine machine = running();

    Problem problem =
        refused(machine, MachinePatch.ofLabels(Map.of("novacron-owner", Optional.of("me"))), null);

    assertThat(problem.category()).isEqualTo(Category.INVALID);
    assertThat(problem.errors())
        .extracting(FieldError::pointer)
        .containsExactly("/labels/novacron-owner");
  }

  @Test
  void anotherRevisionIsAConflict() {
    Machine machine = running();

    Problem problem = refused(machine, MachinePatch.ofLabels(Map.of()), machine.revision() + 1);

    assertThat(problem.code()).isEqualTo("revision-mismatch");
  }

  @Test
  void labelsAreChangedWhileAnOperationMovesTheMachineWhichGoesOn() {
    Machine machine = running();
    world.cloud.takesToMake(Duration.ofSeconds(10));
    Accepted stop = node.act(machine.id(), MachineAction.STOP);
    world.time.advance(Duration.ofSeconds(1));

    node.update(machine.id(), MachinePatch.ofLabels(Map.of("x", Optional.of("y"))));
    assertThat(node.machine(machine.id()).operation()).isEqualTo(stop.operation().id());
    assertThat(node.done(stop.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);

    Machine after = node.machine(machine.id());
    assertThat(after.status().state()).isEqualTo(MachineState.STOPPED);
    assertThat(after.spec().labels()).containsEntry("x", "y");
    assertThat(after.status().observedGeneration()).isEqualTo(after.generation());
  }

  @Test
  void labelsStayWhileACreateMayBeSentAgainAsTheyAreAPartOfIt() {
    world.cloud.takesToMake(Duration.ofMinutes(1));
    Accepted created = node.create("web", null);
    world.time.advance(Duration.ofSeconds(1));

    Problem problem =
        refused(created.machine(), MachinePatch.ofLabels(Map.of("x", Optional.of("y"))), null);

    assertThat(problem.code()).isEqualTo("illegal-state");
    assertThat(problem.retryable()).isTrue();
    assertThat(problem.nextStep()).contains(created.operation().id());
  }

  @Test
  void anotherDesiredStateBeginsWhatLeadsThere() {
    Machine machine = running();

    Accepted stop = node.update(machine.id(), desired(DesiredState.STOPPED));
    assertThat(stop.operation().kind()).isEqualTo(OperationKind.STOP);
    assertThat(stop.machine().generation()).isEqualTo(machine.generation() + 1);
    assertThat(stop.machine().status().observedGeneration()).isEqualTo(machine.generation());
    node.done(stop.operation().id());
    Machine stopped = node.machine(machine.id());
    assertThat(stopped.status().observedGeneration()).isEqualTo(stopped.generation());

    Accepted start = node.update(machine.id(), desired(DesiredState.RUNNING));
    assertThat(start.operation().kind()).isEqualTo(OperationKind.START);
    node.done(start.operation().id());
    node.done(node.act(machine.id(), MachineAction.PAUSE).operation().id());

    Accepted resume = node.update(machine.id(), desired(DesiredState.RUNNING));
    assertThat(resume.operation().kind()).isEqualTo(OperationKind.RESUME);
    node.done(resume.operation().id());

    Accepted delete = node.update(machine.id(), desired(DesiredState.DELETED));
    assertThat(delete.operation().kind()).isEqualTo(OperationKind.DELETE);
    assertThat(node.update(machine.id(), desired(DesiredState.DELETED)).operation().id())
        .isEqualTo(delete.operation().id());
    node.done(delete.operation().id());
    assertThat(world.cloud.existing()).isEmpty();
  }

  @Test
  void aFailedStartIsAskedForAgainByThePatchThatWantsItToRun() {
    Machine machine = running();
    node.done(node.act(machine.id(), MachineAction.STOP).operation().id());
    world.cloud.next("start", Behaviour.Refuse.of(Category.CAPACITY));
    node.done(node.update(machine.id(), desired(DesiredState.RUNNING)).operation().id());
    Machine failed = node.machine(machine.id());
    assertThat(failed.status().state()).isEqualTo(MachineState.STOPPED);
    assertThat(failed.status().observedGeneration()).isLessThan(failed.generation());

    node.done(node.update(machine.id(), desired(DesiredState.RUNNING)).operation().id());

    Machine after = node.machine(machine.id());
    assertThat(after.status().state()).isEqualTo(MachineState.RUNNING);
    assertThat(after.generation()).as("the desire is the same").isEqualTo(failed.generation());
    assertThat(after.status().observedGeneration()).isEqualTo(after.generation());
  }

  @Test
  void aPartOfTheSizeIsPutOverWhatWasAskedForBefore() {
    Machine machine = running();

    Accepted accepted =
        node.update(
            machine.id(),
            new MachinePatch(
                Map.of("x", Optional.of("y")),
                false,
                null,
                new SizePatch(8, null, null, null, null, Set.of()),
                null));
    node.done(accepted.operation().id());

    Machine after = node.machine(machine.id());
    assertThat(after.spec().size()).isEqualTo(new Size(8, 16, 0, null, null));
    assertThat(after.spec().labels()).containsEntry("x", "y");
    assertThat(after.status().instanceType()).isEqualTo("m2");
  }

  @Test
  void aSizeHasToBeWholeWhereTheMachineWasAskedForByType() {
    Machine machine = running();
    node.done(node.act(machine.id(), ActionRequest.resize("m2")).operation().id());

    Problem problem =
        refused(
            node.machine(machine.id()),
            new MachinePatch(
                Map.of(), false, null, new SizePatch(4, null, null, null, null, Set.of()), null),
            null);

    assertThat(problem.errors()).extracting(FieldError::pointer).containsExactly("/size/memoryGib");
  }

  @Test
  void moreThanOneOperationsWorthIsRefused() {
    Machine machine = running();

    Problem problem =
        refused(
            machine,
            new MachinePatch(
                Map.of(),
                false,
                DesiredState.STOPPED,
                new SizePatch(8, null, null, null, null, Set.of()),
                "m2"),
            null);

    assertThat(problem.category()).isEqualTo(Category.INVALID);
    assertThat(problem.errors())
        .extracting(FieldError::pointer)
        .containsExactly("/instanceType", "/desiredState");
    assertThat(node.machine(machine.id())).isEqualTo(machine);
  }

  @ParameterizedTest
  @CsvSource({
    "START,true,,/force",
    "STOP,false,m2,/instanceType",
    "RESIZE,true,m2,/force",
    "RESIZE,false,,/size"
  })
  void anActionThatIsToldWhatDoesNotFitNamesTheField(
      MachineAction action, boolean force, @Nullable String type, String pointer) {
    Machine machine = running();

    Problem problem = refused(machine, new ActionRequest(action, force, null, type));

    assertThat(problem.category()).isEqualTo(Category.INVALID);
    assertThat(problem.errors()).extracting(FieldError::pointer).containsExactly(pointer);
  }

  @Test
  void aTypeOfAnotherArchitectureIsRefusedBeforeAnythingIsRecorded() {
    Machine machine = running();

    Problem byType = refused(machine, ActionRequest.resize("a1"));
    Problem bySize = refused(machine, ActionRequest.resize(new Size(8, 32, 0, null, "arm64")));

    assertThat(byType.errors()).extracting(FieldError::pointer).containsExactly("/instanceType");
    assertThat(byType.errors().get(0).message()).contains("amd64", "arm64");
    assertThat(bySize.errors())
        .extracting(FieldError::pointer)
        .containsExactly("/size/architecture");
    assertThat(node.machine(machine.id())).isEqualTo(machine);
  }

  @Test
  void whatTheCloudLacksIsRefusedWithItsReasonAndNoCall() {
    World other = new World();
    other.cloud.lacks(Capability.PAUSE, "this cloud keeps no memory");
    other.cloud.lacks(Capability.RESIZE_RUNNING, "stop it first");
    World.Node there = other.start();
    Accepted created = there.create("web", null);
    there.done(created.operation().id());
    String id = created.machine().id();

    Problem pause = problem(() -> there.act(id, MachineAction.PAUSE));
    Problem resize = problem(() -> there.act(id, ActionRequest.resize("m2")));

    assertThat(pause.category()).isEqualTo(Category.UNSUPPORTED);
    assertThat(pause.detail()).isEqualTo("this cloud keeps no memory");
    assertThat(resize.category()).isEqualTo(Category.UNSUPPORTED);
    assertThat(resize.nextStep()).contains("Stop the machine");
    assertThat(other.cloud.calls()).doesNotContain("pause", "resize");
    there.done(there.act(id, MachineAction.STOP).operation().id());
    there.done(there.act(id, ActionRequest.resize("m2")).operation().id());
    assertThat(there.machine(id).status().instanceType()).isEqualTo("m2");
    assertThat(there.registry.accounts("default").get(0).capabilities())
        .contains("resize")
        .doesNotContain("pause", "resize_running");
  }

  private static MachinePatch desired(DesiredState state) {
    return new MachinePatch(Map.of(), false, state, null, null);
  }

  private Machine running() {
    Accepted created = node.create("web", null);
    node.done(created.operation().id());
    return node.machine(created.machine().id());
  }

  private int found(Map<String, String> labels) {
    return node.answer(
            node.machines.list(
                World.caller(), new MachineQuery(null, null, null, null, labels, 100, null)))
        .items()
        .size();
  }

  private Problem refused(Machine machine, MachinePatch patch, @Nullable Long revision) {
    return problem(
        () -> node.answer(node.machines.update(World.caller(), machine.id(), patch, revision)));
  }

  private Problem refused(Machine machine, ActionRequest request) {
    return problem(() -> node.act(machine.id(), request));
  }

  private static Problem problem(Runnable attempt) {
    CompletionException failure = catchThrowableOfType(CompletionException.class, attempt::run);
    return assertInstanceOf(ProblemException.class, failure.getCause()).problem();
  }
}
