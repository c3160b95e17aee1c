package io.novacron.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.error.Category;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.AdoptionRequest;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.ProviderDescriptor.Idempotency;
import io.novacron.core.internal.testing.FakeCloud.Behaviour;
import io.novacron.core.internal.testing.FakeCloud.Behaviour.LoseReply;
import io.novacron.core.internal.testing.FakeCloud.Behaviour.LoseRequest;
import io.novacron.core.internal.testing.FakeCloud.Behaviour.Refuse;
import io.novacron.core.internal.testing.World;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The whole journal of operations as a reader sees it grow: each story is held against the text
 * that has its name.
 */
class StoriesTest {
  private static final Behaviour LATE = answer("handle-odd", null);

  private final World world = new World();
  private World.Node node = world.start();
  private Story story = new Story(world, node);

  /** What tells the stories of one test apart. */
  private String text = "";

  private @Nullable String known;

  @AfterEach
  void isAsWritten(TestInfo test) throws IOException {
    story.isAsWritten(test.getTestMethod().orElseThrow().getName() + text);
  }

  // Creates.

  @Test
  void create() {
    story.follow(node.create("web", null));
  }

  @ParameterizedTest
  @EnumSource(Idempotency.class)
  void createOfUnknownOutcomeIsFound(Idempotency idempotency) {
    at(idempotency);
    world.cloud.takesToMake(Duration.ofSeconds(2));
    world.cloud.next("create", new LoseReply());
    world.cloud.next("findByToken", refuse(Category.UNAVAILABLE), LATE);
    story.follow(node.create("web", null));
  }

  @ParameterizedTest
  @EnumSource(Idempotency.class)
  void createOfUnknownOutcomeIsNotFound(Idempotency idempotency) {
    at(idempotency);
    world.cloud.next("create", new LoseRequest());
    world.cloud.next("findByToken", refuse(Category.UNSUPPORTED));
    story.follow(node.create("web", null));
  }

  @Test
  void createOfUnknownOutcomeThatIsRefusedThen() {
    at(Idempotency.NONE);
    world.cloud.next("create", new LoseRequest(), refuse(Category.QUOTA));
    story.follow(node.create("web", null));
  }

  @Test
  void createThatIsPolled() {
    world.cloud.takesToMake(Duration.ofSeconds(4));
    world.cloud.next("poll", refuse(Category.UNAVAILABLE), answer("handle-i-1", "i-1"));
    story.follow(node.create("web", null));
  }

  @Test
  void createThatNamesItsMachineLate() {
    world.cloud.takesToMake(Duration.ofSeconds(4));
    world.cloud.next("create", answer("handle-i-1", null));
    world.cloud.next("poll", answer("handle-1", null), refuse(Category.NOT_FOUND));
    story.follow(node.create("web", null));
  }

  @Test
  void createWhoseHandleIsForgotten() {
    world.cloud.takesToMake(Duration.ofSeconds(4));
    world.cloud.next("poll", refuse(Category.NOT_FOUND));
    world.cloud.next("describe", refuse(Category.NOT_FOUND), LATE, refuse(Category.THROTTLED));
    story.follow(node.create("web", null));
  }

  @Test
  void createWhoseMachineVanishes() {
    world.cloud.takesToMake(Duration.ofSeconds(20));
    world.cloud.next("poll", refuse(Category.NOT_FOUND));
    Accepted accepted = node.create("web", null);
    world.cloud.forget("i-1");
    story.follow(accepted);
  }

  @ParameterizedTest
  @EnumSource(
      value = MachineState.class,
      names = {"DELETING", "STOPPED", "UNKNOWN"})
  void createWhoseMachineIsInAnotherState(MachineState state) {
    world.cloud.takesToMake(Duration.ofSeconds(4));
    Accepted accepted = node.create("web", null);
    world.cloud.force("i-1", state);
    story.follow(accepted);
    text = "-" + state;
  }

  @Test
  void createThatIsThrottled() {
    world.cloud.next("create", refuse(Category.THROTTLED), refuse(Category.UNAVAILABLE));
    story.follow(node.create("web", null));
  }

  @Test
  void createThatIsRefusedUntilItsDeadline() {
    world.cloud.next("create", always(refuse(Category.DEPENDENCY)));
    story.follow(node.create("web", null));
  }

  @Test
  void createThatIsMadeUntilItsDeadline() {
    world.cloud.takesToMake(Duration.ofHours(2));
    world.cloud.next("poll", always(answer("handle-i-1", "i-1")));
    story.follow(node.create("web", null));
  }

  @Test
  void createThatFailsWhileItIsMade() {
    world.cloud.next("create", answer("handle-odd", null));
    world.cloud.next("poll", refuse(Category.INTERNAL));
    story.follow(node.create("web", null));
  }

  @Test
  void createThatFallsBack() {
    world.places = List.of("r1/m1", "r1/m2", "r2/m1");
    world.cloud.refuseAt("r1/m1", Category.CAPACITY);
    world.cloud.next("create", refuse(Category.CAPACITY), refuse(Category.THROTTLED));
    story.follow(node.create("web", null));
  }

  @Test
  void createThatFindsNoOtherPlace() {
    world.places = List.of("r1/m1", "r1/m2");
    world.cloud.next("create", always(refuse(Category.CAPACITY)));
    story.follow(node.create("web", null));
  }

  @Test
  void createThatHasMadeTwo() {
    at(Idempotency.NONE);
    world.cloud.next("create", new Behaviour.Delay(Duration.ofSeconds(45)));
    world.cloud.next("delete", refuse(Category.UNAVAILABLE), new LoseReply());
    story.follow(node.create("web", null));
  }

  @Test
  void createThatCannotDeleteWhatItHasMadeTwice() {
    at(Idempotency.NONE);
    world.cloud.next("create", new Behaviour.Delay(Duration.ofSeconds(45)));
    world.cloud.next("delete", always(refuse(Category.DENIED)));
    story.follow(node.create("web", null));
  }

  @Test
  void createThatGoesOnAfterARestart() {
    world.cloud.takesToMake(Duration.ofSeconds(4));
    Accepted accepted = node.create("web", null);
    node.kill();
    node = world.start("node-2");
    story = new Story(world, node);
    story.follow(accepted);
  }

  @Test
  void createThatWasUnderWayWhenTheProcessEnded() {
    world.cloud.next("create", new LoseReply());
    Accepted accepted = node.create("web", null);
    node.kill();
    node = world.start("node-2");
    story = new Story(world, node);
    story.follow(accepted);
  }

  @Test
  void createThatWaitsForItsProvider() {
    node.registry.remove(node.factory);
    Accepted accepted = node.create("web", null);
    story.until(accepted, () -> true);
    world.time.advance(Duration.ofSeconds(5));
    story.say("the provider is back");
    node.registry.add(node.factory);
    story.follow(accepted);
  }

  // Cancelled creates.

  @Test
  void cancelledBeforeItIsSent() {
    node.registry.remove(node.factory);
    cancelled(() -> true);
  }

  @Test
  void cancelledWhileItIsSent() {
    world.cloud.next("create", new Behaviour.LateReply(Duration.ofSeconds(2)));
    cancelled(() -> true);
  }

  @Test
  void cancelledWhileItIsSentAndRefusedThen() {
    world.cloud.next("create", new LoseRequest());
    cancelled(() -> true);
  }

  @Test
  void cancelledWhileItIsTakenOn() {
    world.cloud.takesToMake(Duration.ofSeconds(4));
    world.cloud.next("create", new Behaviour.LateReply(Duration.ofSeconds(2)));
    world.cloud.next("delete", refuse(Category.THROTTLED));
    cancelled(() -> true);
  }

  @Test
  void cancelledWhileItIsPolled() {
    world.cloud.takesToMake(Duration.ofSeconds(4));
    world.cloud.next("delete", new LoseReply());
    cancelled(() -> true);
  }

  @Test
  void cancelledWhileItIsPolledWithNoNameYet() {
    world.cloud.takesToMake(Duration.ofSeconds(4));
    world.cloud.next("create", answer("handle-i-1", null));
    world.cloud.next(
        "poll",
        answer("handle-i-1", null),
        refuse(Category.UNAVAILABLE),
        refuse(Category.INTERNAL));
    cancelled(() -> true);
  }

  @Test
  void cancelledWhileItWaitsForAnotherAttempt() {
    world.cloud.next("create", refuse(Category.THROTTLED));
    cancelled(() -> true);
  }

  @ParameterizedTest
  @EnumSource(Idempotency.class)
  void cancelledWhileItsOutcomeIsUnknown(Idempotency idempotency) {
    at(idempotency);
    world.cloud.next("create", new LoseRequest());
    world.cloud.next("findByToken", refuse(Category.UNAVAILABLE), refuse(Category.UNAVAILABLE));
    cancelled(() -> world.cloud.calls().contains("findByToken"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Category.class,
      names = {"DENIED", "NOT_FOUND", "UNAVAILABLE"})
  void cancelledAndNotCleanedUp(Category category) {
    world.cloud.takesToMake(Duration.ofSeconds(4));
    world.cloud.next("delete", always(refuse(category)));
    cancelled(() -> true);
    text = "-" + category;
  }

  @Test
  void cancelledAndDeletedUntilTheDeadline() {
    world.cloud.takesToMake(Duration.ofSeconds(4));
    world.cloud.next("delete", LATE);
    world.cloud.next("poll", always(LATE));
    cancelled(() -> true);
  }

  @ParameterizedTest
  @EnumSource(
      value = Category.class,
      names = {"NOT_FOUND", "UNAVAILABLE"})
  void cancelledAndTheCleanUpNotToBePolled(Category category) {
    world.cloud.takesToMake(Duration.ofSeconds(4));
    world.cloud.next("poll", refuse(category));
    world.cloud.next("describe", refuse(Category.UNAVAILABLE), LATE);
    cancelled(() -> true);
    text = "-" + category;
  }

  @Test
  void cancelledAndSaidToBeDeletedAgainAndAgain() {
    world.cloud.takesToMake(Duration.ofSeconds(4));
    world.cloud.next("delete", always(LATE));
    world.cloud.next("poll", always(new Behaviour.Claim(new Outcome.Done<>(null))));
    cancelled(() -> true);
  }

  // Deletes.

  @Test
  void delete() {
    deleted();
  }

  @Test
  void deleteThatIsPolled() {
    ready();
    world.cloud.takesToMake(Duration.ofSeconds(4));
    world.cloud.next("poll", refuse(Category.UNAVAILABLE), answer("handle-i-1", "i-1"));
    deleted();
  }

  @Test
  void deleteOfWhatIsGone() {
    ready();
    world.cloud.forget("i-1");
    world.cloud.next("delete", refuse(Category.NOT_FOUND));
    deleted();
  }

  @ParameterizedTest
  @EnumSource(
      value = Category.class,
      names = {"DENIED", "UNAVAILABLE"})
  void deleteThatIsRefused(Category category) {
    ready();
    world.cloud.next("delete", always(refuse(category)));
    deleted();
    text = "-" + category;
  }

  @Test
  void deleteThatIsTriedAgain() {
    ready();
    world.cloud.next(
        "delete", refuse(Category.THROTTLED), new LoseRequest(), refuse(Category.UNAVAILABLE));
    deleted();
  }

  @Test
  void deleteOfUnknownOutcomeThatIsRefusedThen() {
    ready();
    world.cloud.next("delete", new LoseRequest(), refuse(Category.DENIED));
    deleted();
  }

  @Test
  void deleteThatIsSaidToBeDoneAndIsNot() {
    ready();
    world.cloud.next("delete", new Behaviour.Claim(new Outcome.Done<>(null)));
    world.cloud.next("describe", refuse(Category.UNAVAILABLE), LATE);
    deleted();
  }

  @Test
  void deleteThatHangs() {
    ready();
    world.cloud.next("delete", LATE);
    world.cloud.next("poll", always(LATE));
    deleted();
  }

  @Test
  void deleteOfAMachineThatWasNeverMade() {
    world.cloud.next("create", refuse(Category.QUOTA));
    deleted();
  }

  @Test
  void deleteOfAMachineThatWasMadeAfterAll() {
    world.cloud.next("create", refuse(Category.QUOTA));
    ready();
    world.cloud.next("findByToken", refuse(Category.UNSUPPORTED));
    for (int i = 0; i < 2; i++) {
      world.cloud.plant(
          world.cloud.createTokens().get(0),
          OwnerTag.fromTags(world.cloud.requests().get(0).owner().toTags()).orElseThrow());
    }
    deleted();
  }

  @Test
  void deleteThatIsForcedWhileItsMachineIsMadeTwice() {
    at(Idempotency.NONE);
    world.cloud.next("create", new Behaviour.Delay(Duration.ofSeconds(45)));
    Accepted created = node.create("web", null);
    story.until(created, () -> world.cloud.createTokens().size() == 2);
    story.say("forced");
    story.follow(node.act(created.machine().id(), ActionRequest.forced(MachineAction.DELETE)));
  }

  @Test
  void deleteThatIsCancelled() {
    String id = ready();
    node.registry.remove(node.factory);
    cancelled(node.act(id, MachineAction.DELETE));
  }

  // What changes a machine that stays.

  @ParameterizedTest
  @EnumSource(
      value = MachineAction.class,
      names = {"STOP", "RESTART", "PAUSE", "RESIZE"})
  void verb(MachineAction action) {
    verbs(action);
  }

  @ParameterizedTest
  @EnumSource(
      value = MachineAction.class,
      names = {"STOP", "RESTART", "RESIZE"})
  void verbThatIsPolled(MachineAction action) {
    String call = call(action);
    ready();
    world.cloud.takesToMake(Duration.ofSeconds(4));
    world.cloud.next(call, refuse(Category.THROTTLED));
    world.cloud.next("poll", refuse(Category.UNAVAILABLE), refuse(Category.NOT_FOUND));
    world.cloud.next("describe", refuse(Category.UNAVAILABLE));
    verbs(action);
  }

  @ParameterizedTest
  @EnumSource(
      value = MachineAction.class,
      names = {"STOP", "RESTART", "RESIZE"})
  void verbOfUnknownOutcome(MachineAction action) {
    ready();
    world.cloud.next(call(action), new LoseRequest(), new LoseReply());
    verbs(action);
  }

  @ParameterizedTest
  @EnumSource(
      value = MachineAction.class,
      names = {"STOP", "RESIZE"})
  void verbOfUnknownOutcomeThatIsRefusedThen(MachineAction action) {
    ready();
    world.cloud.next(call(action), new LoseRequest(), refuse(Category.CONFLICT));
    verbs(action);
  }

  @Test
  void verbThatIsRefusedUntilItsDeadline() {
    ready();
    world.cloud.next("stop", always(refuse(Category.UNAVAILABLE)));
    verbs(MachineAction.STOP);
  }

  @Test
  void verbThatIsWorkedOnUntilItsDeadline() {
    ready();
    world.cloud.next("stop", LATE);
    world.cloud.next("poll", always(LATE));
    verbs(MachineAction.STOP);
  }

  @Test
  void verbThatIsCancelledBeforeItIsSent() {
    String id = ready();
    node.registry.remove(node.factory);
    cancelled(node.act(id, MachineAction.STOP));
  }

  @Test
  void verbThatIsCancelledWhenItHasFailedOnce() {
    String id = ready();
    world.cloud.next("stop", refuse(Category.UNAVAILABLE));
    cancelled(node.act(id, MachineAction.STOP));
  }

  @Test
  void verbThatIsCancelledWhileItIsSentAndRefused() {
    String id = ready();
    world.cloud.next("stop", new LoseRequest());
    cancelled(node.act(id, MachineAction.STOP));
  }

  @Test
  void verbOnAMachineThatIsGone() {
    ready();
    world.cloud.forget("i-1");
    verbs(MachineAction.STOP);
  }

  // Snapshots.

  @Test
  void snapshotAndRestore() {
    String id = ready();
    Accepted accepted = node.answer(node.snapshots.create(World.caller(), id, "before", null));
    story.follow(accepted);
    String snapshot = node.machine(id).snapshots().get(0).id();
    node.done(node.act(id, MachineAction.STOP).operation().id());
    world.cloud.takesToMake(Duration.ofSeconds(4));
    world.cloud.next("restoreSnapshot", new LoseRequest(), refuse(Category.UNAVAILABLE));
    story.follow(node.answer(node.snapshots.restore(World.caller(), id, snapshot, null)));
    story.follow(node.answer(node.snapshots.delete(World.caller(), id, snapshot, null)));
  }

  @Test
  void restoreThatIsRefused() {
    String id = ready();
    node.done(
        node.answer(node.snapshots.create(World.caller(), id, "before", null)).operation().id());
    String snapshot = node.machine(id).snapshots().get(0).id();
    node.done(node.act(id, MachineAction.STOP).operation().id());
    world.cloud.next("restoreSnapshot", refuse(Category.CONFLICT));
    story = new Story(world, node);
    story.follow(node.answer(node.snapshots.restore(World.caller(), id, snapshot, null)));
  }

  // Adoptions.

  @Test
  void adoption() {
    adopted();
  }

  @Test
  void adoptionThatIsPolled() {
    world.cloud.next("tag", answer("handle-i-1", "i-1"));
    world.cloud.next(
        "poll",
        answer("handle-i-1", "i-1"),
        refuse(Category.UNAVAILABLE),
        refuse(Category.NOT_FOUND));
    adopted();
  }

  @Test
  void adoptionOfUnknownOutcome() {
    world.cloud.next("tag", refuse(Category.THROTTLED), new LoseRequest(), new LoseReply());
    Accepted accepted = adopt();
    world.cloud.next("describe", refuse(Category.UNAVAILABLE));
    story.follow(accepted);
  }

  @ParameterizedTest
  @EnumSource(
      value = Category.class,
      names = {"DENIED", "UNAVAILABLE"})
  void adoptionThatIsRefused(Category category) {
    world.cloud.next("tag", always(refuse(category)));
    adopted();
    text = "-" + category;
  }

  @Test
  void adoptionThatIsWorkedOnUntilItsDeadline() {
    world.cloud.next("tag", LATE);
    world.cloud.next("poll", always(LATE));
    adopted();
  }

  @Test
  void adoptionThatTheCloudDoesNotShow() {
    world.cloud.next("tag", answer("handle-i-1", "i-1"));
    adopted();
  }

  @Test
  void adoptionOfAMachineThatIsGoneThen() {
    world.cloud.next("tag", new LoseReply());
    Accepted accepted = adopt();
    world.cloud.force("i-1", MachineState.DELETED);
    story.follow(accepted);
  }

  @Test
  void adoptionThatIsCancelledTooLate() {
    world.cloud.next("tag", new Behaviour.LateReply(Duration.ofSeconds(2)));
    Accepted accepted = adopt();
    story.until(accepted, () -> true);
    assertThatThrownBy(() -> node.cancel(accepted.operation().id()))
        .hasMessageContaining("cannot be undone");
    story.follow(accepted);
  }

  private void adopted() {
    story.follow(adopt());
  }

  private Accepted adopt() {
    String reference = world.cloud.plantForeign(Map.of());
    return node.answer(
        node.adoptions.adopt(
            World.caller(),
            new AdoptionRequest(World.ACCOUNT, "r1", reference, "found", Map.of("team", "a"))));
  }

  private void at(Idempotency idempotency) {
    world.cloud.honours(idempotency);
    node.kill();
    node = world.start();
    story = new Story(world, node);
    text = "-" + idempotency;
  }

  /** The identifier of a machine whose create has ended and is no part of the story. */
  private String ready() {
    Accepted created = node.create("web", null);
    node.done(created.operation().id());
    story = new Story(world, node);
    known = created.machine().id();
    return known;
  }

  private void deleted() {
    // It begins the story anew.
    String id = machine();
    story.follow(node.act(id, MachineAction.DELETE));
  }

  private void verbs(MachineAction action) {
    String id = machine();
    story.follow(
        node.act(
            id,
            action == MachineAction.RESIZE
                ? ActionRequest.resize("m2")
                : ActionRequest.of(action)));
    text = "-" + action;
  }

  private String machine() {
    return known == null ? ready() : known;
  }

  private void cancelled(BooleanSupplier when) {
    Accepted accepted = node.create("web", null);
    story.until(accepted, when);
    cancel(accepted);
  }

  private void cancelled(Accepted accepted) {
    story.until(accepted, () -> true);
    cancel(accepted);
  }

  private void cancel(Accepted accepted) {
    story.say("cancelled");
    node.cancel(accepted.operation().id());
    story.until(accepted, () -> true);
    node.registry.add(node.factory);
    story.follow(accepted);
  }

  private static String call(MachineAction action) {
    return action.name().toLowerCase(Locale.ROOT);
  }

  private static Behaviour answer(String handle, @Nullable String reference) {
    return new Behaviour.Claim(new Outcome.Accepted<>(handle, reference, Duration.ofSeconds(1)));
  }

  private static Behaviour refuse(Category category) {
    return Refuse.of(category);
  }

  private static Behaviour[] always(Behaviour behaviour) {
    return Collections.nCopies(5_000, behaviour).toArray(Behaviour[]::new);
  }
}
