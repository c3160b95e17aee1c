package io.novacron.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationState;
import io.novacron.api.operation.Step;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderDescriptor.Idempotency;
import io.novacron.core.internal.testing.FakeCloud.Behaviour;
import io.novacron.core.internal.testing.FakeCloud.Behaviour.Refuse;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that a cloud gives rarely, and some that none should give: nothing is lost by any. */
class OddAnswersTest {
  private static final Behaviour LATE =
      new Behaviour.Answer(new Outcome.Accepted<>("handle-odd", null, Duration.ofSeconds(1)));

  private final World world = new World();

  private String running(World.Node node) {
    Accepted created = node.create("web", null);
    assertThat(node.done(created.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
    return created.machine().id();
  }

  private static Behaviour[] always(Behaviour behaviour) {
    return Collections.nCopies(5_000, behaviour).toArray(Behaviour[]::new);
  }

  private Operation deleted(World.Node node, String id) {
    return node.done(node.act(id, MachineAction.DELETE).operation().id());
  }

  @Test
  void aDeleteOfWhatTheCloudDoesNotKnowHasSucceeded() {
    World.Node node = world.start();
    String id = running(node);
    world.cloud.forget("i-1");
    world.cloud.next("delete", Refuse.of(Category.NOT_FOUND));

    Operation done = deleted(node, id);

    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(done.steps().toString()).contains("the cloud does not know it");
    assertThat(node.machine(id).status().state()).isEqualTo(MachineState.DELETED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Category.class,
      names = {"NOT_FOUND", "UNAVAILABLE"})
  void aQuestionAboutADeleteThatFailsIsAskedInAnotherWayOrAgain(Category category) {
    World.Node node = world.start();
    String id = running(node);
    world.cloud.takesToMake(Duration.ofSeconds(4));
    world.cloud.next("poll", Refuse.of(category));
    world.cloud.next("describe", Refuse.of(Category.UNAVAILABLE), LATE);

    Operation done = deleted(node, id);

    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.existing()).isEmpty();
    assertThat(world.cloud.calls()).filteredOn("delete"::equals).hasSize(1);
  }

  @Test
  void aDeleteThatTheCloudGivesUpFailsAndCanBeAskedForAgain() {
    World.Node node = world.start();
    String id = running(node);
    world.cloud.takesToMake(Duration.ofSeconds(4));
    world.cloud.next(
        "delete",
        new Behaviour.Claim(new Outcome.Accepted<>("handle-i-1", null, Duration.ofSeconds(1))));
    world.cloud.next("poll", Refuse.of(Category.DENIED));

    Operation failed = deleted(node, id);

    assertThat(failed.state()).isEqualTo(OperationState.FAILED);
    assertThat(World.error(failed).category()).isEqualTo(Category.DENIED);
    assertThat(world.cloud.existing()).containsExactly("i-1");
    assertThat(node.machine(id).status().providerReference()).isEqualTo("i-1");
    assertThat(deleted(node, id).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.existing()).isEmpty();
  }

  @Test
  void aDeleteThatIsSaidToBeDoneButWasNotIsSentAgain() {
    World.Node node = world.start();
    String id = running(node);
    world.cloud.next("delete", new Behaviour.Claim(new Outcome.Done<>(null)));

    Operation done = deleted(node, id);

    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(done.steps().toString()).contains("so it is sent again");
    assertThat(world.cloud.existing()).isEmpty();
    assertThat(world.cloud.calls()).filteredOn("delete"::equals).hasSize(2);
  }

  @Test
  void aDeleteThatHangsInTheCloudFailsAtItsDeadline() {
    World.Node node = world.start();
    String id = running(node);
    world.cloud.next("delete", LATE);
    world.cloud.next("poll", always(LATE));

    Operation failed = deleted(node, id);

    assertThat(failed.state()).isEqualTo(OperationState.FAILED);
    assertThat(World.error(failed).code()).isEqualTo("deadline-passed");
    assertThat(World.error(failed).detail()).contains("still deleting");
    assertThat(node.machine(id).status().state()).isEqualTo(MachineState.FAILED);
  }

  @Test
  void aMachineThatStaysInDeletionFailsTheDeleteAtItsDeadline() {
    World.Node node = world.start();
    String id = running(node);
    world.cloud.next("delete", new Behaviour.Claim(new Outcome.Done<>(null)));
    world.cloud.force("i-1", MachineState.DELETING);

    Operation failed = deleted(node, id);

    assertThat(failed.state()).isEqualTo(OperationState.FAILED);
    assertThat(World.error(failed).code()).isEqualTo("deadline-passed");
  }

  @Test
  void aDeleteOfUnknownOutcomeThatIsThenRefusedEndsOnlyWhenTheCloudWasAsked() {
    World.Node node = world.start();
    String id = running(node);
    world.cloud.next("delete", new Behaviour.LoseRequest(), Refuse.of(Category.DENIED));

    Operation failed = deleted(node, id);

    assertThat(failed.state()).isEqualTo(OperationState.FAILED);
    assertThat(World.error(failed).category()).isEqualTo(Category.DENIED);
    assertThat(failed.steps().toString()).contains("before it ends as failed");
    assertThat(world.cloud.existing()).containsExactly("i-1");
  }

  @Test
  void aDeleteOfUnknownOutcomeThatIsThenRefusedHasSucceededWhenTheMachineIsGone() {
    World.Node node = world.start();
    String id = running(node);
    world.cloud.next(
        "delete",
        new Behaviour.LoseRequest(),
        new Behaviour.Answer(Refuse.of(Category.DENIED).failed()));

    Operation done = deleted(node, id);

    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.existing()).isEmpty();
  }

  @Test
  void aForcedDeleteRemovesEveryMachineThatTheCreateHasMade() {
    world.cloud.honours(Idempotency.NONE);
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.Delay(Duration.ofSeconds(45)));
    Accepted created = node.create("web", null);
    world.time.until(() -> world.cloud.createTokens().size() == 2, Duration.ofMinutes(2));
    Operation done =
        node.done(
            node.act(
                    created.machine().id(),
                    new ActionRequest(MachineAction.DELETE, true, null, null))
                .operation()
                .id());

    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    world.time.advance(Duration.ofMinutes(2));
    assertThat(world.cloud.existing()).isEmpty();
    assertThat(world.cloud.calls()).filteredOn("delete"::equals).hasSize(2);
  }

  @Test
  void aCreateThatIsDoneButNamesNoMachineIsLookedFor() {
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.Answer(new Outcome.Done<>(null)));
    world.cloud.next("findByToken", LATE);

    Operation done = node.done(node.create("web", null).operation().id());

    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(done.steps().get(0).detail()).contains("named no machine");
    assertThat(world.cloud.existing()).hasSize(1);
    assertThat(world.cloud.createTokens()).hasSize(1);
  }

  @Test
  void aCreateThatTheCloudGivesUpHasItsMachineFoundAllTheSame() {
    world.cloud.takesToMake(Duration.ofSeconds(5));
    World.Node node = world.start();
    world.cloud.next("create", LATE);
    world.cloud.next("poll", Refuse.of(Category.DENIED));

    Operation done = node.done(node.create("web", null).operation().id());

    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(done.steps().toString()).contains("before it ends as failed", "adopted");
    assertThat(world.cloud.existing()).hasSize(1);
  }

  @Test
  void aHandleThatWasForgottenAndNamedNoMachineIsReplacedByASearch() {
    world.cloud.takesToMake(Duration.ofSeconds(5));
    World.Node node = world.start();
    world.cloud.next("create", LATE);
    world.cloud.next("poll", Refuse.of(Category.NOT_FOUND));

    Operation done = node.done(node.create("web", null).operation().id());

    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(done.steps().toString()).contains("no longer knows the handle handle-odd");
    assertThat(world.cloud.existing()).hasSize(1);
  }

  @Test
  void aMachineThatVanishesWhileItIsMadeIsAClearFailure() {
    world.cloud.takesToMake(Duration.ofSeconds(30));
    World.Node node = world.start();
    Accepted accepted = node.create("web", null);
    world.time.advance(Duration.ofSeconds(1));
    world.cloud.forget("i-1");

    Operation failed = node.done(accepted.operation().id());

    assertThat(failed.state()).isEqualTo(OperationState.FAILED);
    assertThat(World.error(failed).code()).isEqualTo("machine-vanished");
    assertThat(world.cloud.createTokens()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lost", "gone", "passing", "denied", "late"})
  void everyMachineThatLateRequestsMadeIsRemovedWhateverTheCloudSaysOfIt(String reply) {
    world.cloud.honours(Idempotency.NONE);
    World.Node node = world.start();
    world.cloud.next(
        "create",
        new Behaviour.Delay(Duration.ofSeconds(105)),
        new Behaviour.Delay(Duration.ofSeconds(55)));
    switch (reply) {
      case "lost" -> world.cloud.next("delete", new Behaviour.LoseRequest());
      case "gone" ->
          world.cloud.next("delete", new Behaviour.Answer(Refuse.of(Category.NOT_FOUND).failed()));
      case "passing" -> world.cloud.next("delete", Refuse.of(Category.UNAVAILABLE));
      case "denied" -> world.cloud.next("delete", Refuse.of(Category.DENIED));
      default -> world.cloud.next("delete", LATE);
    }

    Accepted accepted = node.create("web", null);
    Operation done = node.done(accepted.operation().id());

    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    world.time.advance(Duration.ofMinutes(5));
    assertThat(world.cloud.existing())
        .containsExactly(
            Objects.requireNonNull(
                node.machine(accepted.machine().id()).status().providerReference()));
  }

  @Test
  void aSecondMachineThatCannotBeRemovedIsSaid() {
    world.cloud.honours(Idempotency.NONE);
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.Delay(Duration.ofSeconds(45)));
    world.cloud.next("delete", always(Refuse.of(Category.DENIED)));

    Operation done = node.done(node.create("web", null).operation().id());

    assertThat(done.state())
        .as("the one that was asked for runs")
        .isEqualTo(OperationState.SUCCEEDED);
    assertThat(done.steps())
        .filteredOn(step -> step.state() == Step.State.FAILED)
        .singleElement()
        .satisfies(
            step ->
                assertThat(step.detail())
                    .contains("could NOT be deleted (the cloud said DENIED)", "cost money", "i-2"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Category.class,
      names = {"DENIED", "UNAVAILABLE", "NOT_FOUND"})
  void aCreateThatIsCancelledWhileTheCloudMakesItLeavesNothingWhateverThePollSays(
      Category category) {
    world.cloud.takesToMake(Duration.ofSeconds(20));
    World.Node node = world.start();
    world.cloud.next("create", LATE);
    world.cloud.next("poll", LATE, Refuse.of(category));
    Accepted accepted = node.create("web", null);
    world.time.advance(Duration.ofMillis(100));

    node.cancel(accepted.operation().id());
    Operation done = node.done(accepted.operation().id());

    assertThat(done.state()).isEqualTo(OperationState.CANCELLED);
    world.time.advance(Duration.ofMinutes(2));
    assertThat(world.cloud.existing()).isEmpty();
  }

  @Test
  void aCreateThatIsCancelledAndDoneWithoutANameIsLookedForAndRemoved() {
    world.cloud.takesToMake(Duration.ofSeconds(3));
    World.Node node = world.start();
    world.cloud.next("create", LATE);
    world.cloud.next("poll", new Behaviour.Answer(new Outcome.Done<>(null)));
    world.cloud.next("findByToken", LATE, Refuse.of(Category.UNSUPPORTED));
    Accepted accepted = node.create("web", null);
    world.time.advance(Duration.ofMillis(100));

    node.cancel(accepted.operation().id());
    Operation done = node.done(accepted.operation().id());

    assertThat(done.state()).isEqualTo(OperationState.CANCELLED);
    assertThat(world.cloud.existing()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Category.class,
      names = {"DENIED", "UNAVAILABLE"})
  void aCancelledCreateWhoseCleanUpIsAskedAboutInVainLooksForItself(Category category) {
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.LoseReply());
    Accepted accepted = node.create("web", null);
    node.cancel(accepted.operation().id());
    world.time.until(() -> world.cloud.calls().contains("findByToken"), Duration.ofMinutes(2));
    world.cloud.takesToMake(Duration.ofSeconds(3));
    world.cloud.next("poll", Refuse.of(category));
    world.cloud.next("describe", Refuse.of(Category.NOT_FOUND));
    Operation done = node.done(accepted.operation().id());

    assertThat(done.state()).isEqualTo(OperationState.CANCELLED);
    assertThat(world.cloud.existing()).isEmpty();
  }

  @Test
  void aCleanUpThatHangsInTheCloudEndsAtItsDeadlineAndNamesWhatIsLeft() {
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.LoseReply());
    world.cloud.next(
        "delete",
        new Behaviour.Claim(new Outcome.Accepted<>("handle-i-1", "i-1", Duration.ofSeconds(1))));
    world.cloud.next("poll", always(LATE));
    Accepted accepted = node.create("web", null);
    node.cancel(accepted.operation().id());

    Operation failed = node.done(accepted.operation().id());

    assertThat(failed.state()).isEqualTo(OperationState.FAILED);
    assertThat(World.error(failed).code()).isEqualTo("clean-up-failed");
    assertThat(World.error(failed).detail()).contains("i-1", "still deleting");
  }

  @Test
  void aCleanUpThatCannotBeLookedAtEndsAtItsDeadline() {
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.LoseReply());
    world.cloud.next("delete", new Behaviour.Claim(new Outcome.Done<>(null)));
    world.cloud.next("describe", always(Refuse.of(Category.UNAVAILABLE)));
    Accepted accepted = node.create("web", null);
    node.cancel(accepted.operation().id());

    Operation failed = node.done(accepted.operation().id());

    assertThat(failed.state()).isEqualTo(OperationState.FAILED);
    assertThat(World.error(failed).detail()).contains("i-1", "the cloud said UNAVAILABLE");
  }

  @Test
  void aCleanUpThatDidNothingIsDoneAgain() {
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.LoseReply());
    world.cloud.next("delete", new Behaviour.Claim(new Outcome.Done<>(null)));
    Accepted accepted = node.create("web", null);
    node.cancel(accepted.operation().id());

    assertThat(node.done(accepted.operation().id()).state()).isEqualTo(OperationState.CANCELLED);
    assertThat(world.cloud.existing()).isEmpty();
    assertThat(world.cloud.calls()).filteredOn("delete"::equals).hasSize(2);
  }

  @Test
  void allMachinesOfACancelledCreateAreRemoved() {
    world.cloud.honours(Idempotency.NONE);
    World.Node node = world.start();
    world.cloud.next(
        "create",
        new Behaviour.Delay(Duration.ofSeconds(60)),
        new Behaviour.Delay(Duration.ofSeconds(15)));
    Accepted accepted = node.create("web", null);
    world.time.until(() -> world.cloud.createTokens().size() == 2, Duration.ofMinutes(2));
    node.cancel(accepted.operation().id());
    Operation done = node.done(accepted.operation().id());

    assertThat(done.state()).isEqualTo(OperationState.CANCELLED);
    world.time.advance(Duration.ofMinutes(2));
    assertThat(world.cloud.existing()).isEmpty();
  }

  @Test
  void aCreateThatIsCancelledWhileASecondMachineIsRemovedLeavesNone() {
    world.cloud.honours(Idempotency.NONE);
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.Delay(Duration.ofSeconds(45)));
    world.cloud.next("delete", new Behaviour.LateReply(Duration.ofSeconds(5)));
    Accepted accepted = node.create("web", null);
    world.time.until(() -> world.cloud.calls().contains("delete"), Duration.ofMinutes(5));

    node.cancel(accepted.operation().id());
    Operation done = node.done(accepted.operation().id());

    assertThat(done.state()).isEqualTo(OperationState.CANCELLED);
    assertThat(world.cloud.existing()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = MachineAction.class,
      names = {"STOP", "PAUSE", "RESTART"})
  void anActionThatTheCloudAcceptsAndThenHangsFailsAtItsDeadline(MachineAction action) {
    World.Node node = world.start();
    String id = running(node);
    String call = action.name().toLowerCase(Locale.ROOT);
    world.cloud.next(
        call,
        new Behaviour.Claim(new Outcome.Accepted<>("handle-i-1", null, Duration.ofSeconds(1))));
    world.cloud.next("poll", always(LATE));

    Operation failed = node.done(node.act(id, action).operation().id());

    assertThat(failed.state()).isEqualTo(OperationState.FAILED);
    assertThat(World.error(failed).code()).isEqualTo("deadline-passed");
    assertThat(node.machine(id).status().state()).isEqualTo(MachineState.RUNNING);
  }

  @ParameterizedTest
  @EnumSource(
      value = MachineAction.class,
      names = {"STOP", "PAUSE", "RESTART"})
  void anActionWhoseHandleIsForgottenIsLookedAt(MachineAction action) {
    World.Node node = world.start();
    String id = running(node);
    world.cloud.takesToMake(Duration.ofSeconds(3));
    world.cloud.next("poll", Refuse.of(Category.NOT_FOUND));
    world.cloud.next("describe", Refuse.of(Category.UNAVAILABLE), LATE);

    Operation done = node.done(node.act(id, action).operation().id());

    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(done.steps()).extracting(Step::state).doesNotContain(Step.State.RUNNING);
  }

  @ParameterizedTest
  @EnumSource(
      value = MachineAction.class,
      names = {"STOP", "PAUSE", "RESTART"})
  void anActionOnAMachineThatIsGoneMeanwhileSaysSo(MachineAction action) {
    World.Node node = world.start();
    String id = running(node);
    String call = action.name().toLowerCase(Locale.ROOT);
    world.cloud.next(call, new Behaviour.LoseReply());
    Operation asked = node.act(id, action).operation();
    world.time.advance(Duration.ofSeconds(1));
    world.cloud.forget("i-1");

    Operation failed = node.done(asked.id());

    assertThat(failed.state()).isEqualTo(OperationState.FAILED);
    assertThat(World.error(failed).code()).isEqualTo("machine-vanished");
    assertThat(List.of(MachineState.UNKNOWN, MachineState.FAILED))
        .contains(node.machine(id).status().state());
  }
}
