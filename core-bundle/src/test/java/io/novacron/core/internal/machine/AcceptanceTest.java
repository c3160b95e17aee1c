package io.novacron.core.internal.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineQuery;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationQuery;
import io.novacron.api.security.AuditRecord;
import io.novacron.api.security.Permission;
import io.novacron.api.store.Query;
import io.novacron.core.internal.operation.OperationSettings;
import io.novacron.core.internal.testing.World;
import io.novacron.core.internal.traffic.CallSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AcceptanceTest {
  private final World world = new World();

  @Test
  void theSameKeyAndSpecGiveTheSameAnswerForADayAlsoAfterARestart() {
    World.Node node = world.start();
    Accepted first = node.create("web", "key-1");
    node.done(first.operation().id());
    Accepted again = node.create("web", "key-1");
    assertThat(again).isEqualTo(new Accepted(first.machine(), first.operation(), true));
    node.kill();

    World.Node second = world.start();
    assertThat(second.create("web", "key-1").operation()).isEqualTo(first.operation());
    world.time.advance(Duration.ofHours(25));
    assertThat(problem(second.machines.create(World.caller(), World.spec("web"), "key-1")).code())
        .isEqualTo("name-taken");
    assertThat(second.create("other", "key-1").operation().id())
        .isNotEqualTo(first.operation().id());
  }

  @Test
  void anotherSpecUnderTheSameKeyIsRefused() {
    World.Node node = world.start();
    node.create("web", "key-1");
    Problem problem = problem(node.machines.create(World.caller(), World.spec("db"), "key-1"));
    assertThat(problem.category()).isEqualTo(Category.INVALID);
    assertThat(problem.code()).isEqualTo("idempotency-key-reused");
  }

  @Test
  void securityGroupsThatCannotBeAreNamedEach() {
    World.Node node = world.start();
    assertThat(
            guarded(node, List.of("sg-1", "s g", "sg-1"), "a", "r1").stream()
                .map(FieldError::pointer))
        .containsExactly("/securityGroups/1", "/securityGroups/2");
    assertThat(
            guarded(
                    node,
                    IntStream.range(0, 17).mapToObj(number -> "sg-" + number).toList(),
                    "a",
                    "r1")
                .stream()
                .map(FieldError::message))
        .containsExactly("may have at most 16 entries but has 17");
    assertThat(guarded(node, List.of("sg-1"), "a", null))
        .containsExactly(
            new FieldError(
                "/securityGroups",
                "needs placement.account and placement.region, as a security group belongs to one"
                    + " account and region"));
  }

  private List<FieldError> guarded(
      World.Node node, List<String> groups, @Nullable String account, @Nullable String region) {
    Problem problem =
        problem(
            node.machines.create(
                World.caller(),
                World.spec("web").toBuilder()
                    .securityGroups(groups)
                    .placement(new PlacementConstraints(account, region, null, null, null, null))
                    .build(),
                null));
    assertThat(problem.code()).isEqualTo("invalid-spec");
    return problem.errors();
  }

  @Test
  void twoClientsWithOneKeyAtOnceGetOneMachine() {
    World.Node node = world.start();
    CompletionStage<Accepted> one =
        node.machines.create(World.caller(), World.spec("web"), "key-1");
    CompletionStage<Accepted> other =
        node.machines.create(World.caller(), World.spec("web"), "key-1");
    CompletionStage<Accepted> wrong =
        node.machines.create(World.caller(), World.spec("db"), "key-1");
    Accepted first = node.answer(one);
    Accepted second = node.answer(other);
    assertThat(second.machine()).isEqualTo(first.machine());
    assertThat(List.of(first.replayed(), second.replayed())).containsExactlyInAnyOrder(false, true);
    assertThat(problem(wrong).code()).isEqualTo("idempotency-key-reused");
    world.time.advance(Duration.ofSeconds(5));
    assertThat(world.cloud.existing()).hasSize(1);
  }

  @Test
  void aRequestThatIsStillBeingAcceptedIsAConflictForWhoeverRepeatsIt() {
    World.Node node = world.start();
    world.memory.holdCommits();
    CompletionStage<Accepted> slow =
        node.machines.create(World.caller(), World.spec("web"), "key-1");
    CompletionStage<Accepted> impatient =
        node.machines.create(World.caller(), World.spec("web"), "key-1");
    world.time.advance(Duration.ofSeconds(3));
    Problem problem = problem(impatient);
    assertThat(problem.code()).isEqualTo("request-in-progress");
    assertThat(problem.category()).isEqualTo(Category.CONFLICT);
    assertThat(problem.retryable()).isTrue();
    assertThat(slow.toCompletableFuture()).isNotDone();
    // Nothing was made under the key yet; what is held goes on.
    while (world.memory.heldCommits() > 0) {
      world.memory.releaseCommits();
      world.time.advance(Duration.ofMillis(1));
    }
    assertThat(slow.toCompletableFuture()).isCompleted();
  }

  @Test
  void aTryThatWasTakenOverFreesNeitherTheNameNorTheKeyOfTheMachineThatLives() {
    World.Node first = world.start();
    Runnable release = world.store.holdNext("machine-name");
    first.machines.create(World.caller(), World.spec("web"), "key-1");
    world.time.advance(Duration.ofSeconds(70));
    World.Node second = world.start();
    Accepted accepted = second.create("web", "key-1");

    release.run();
    world.time.advance(Duration.ofSeconds(1));

    Accepted again = second.create("web", "key-1");
    assertThat(again.operation().id()).isEqualTo(accepted.operation().id());
    assertThat(again.replayed()).isTrue();
    assertThat(problem(second.machines.create(World.caller(), World.spec("web"), null)).code())
        .isEqualTo("name-taken");
  }

  @Test
  void twoRequestsForOneNameAtOnceGiveOneMachineAndOneConflict() {
    World.Node node = world.start();
    CompletionStage<Accepted> one = node.machines.create(World.caller(), World.spec("web"), null);
    CompletionStage<Accepted> other = node.machines.create(World.caller(), World.spec("web"), null);
    world.time.advance(Duration.ofSeconds(5));
    List<CompletableFuture<Accepted>> both =
        List.of(one.toCompletableFuture(), other.toCompletableFuture());
    assertThat(both).filteredOn(CompletableFuture::isCompletedExceptionally).hasSize(1);
    CompletableFuture<Accepted> refused =
        both.stream().filter(CompletableFuture::isCompletedExceptionally).findFirst().orElseThrow();
    assertThat(problem(refused).code()).isEqualTo("name-taken");
    assertThat(world.cloud.existing()).hasSize(1);
  }

  @Test
  void aKeyWhoseRequestWasRefusedForItsNameMayBeUsedAgain() {
    World.Node node = world.start();
    node.create("web", null);
    assertThat(problem(node.machines.create(World.caller(), World.spec("web"), "key-1")).code())
        .isEqualTo("name-taken");
    assertThat(node.create("web-2", "key-1").replayed()).isFalse();
  }

  @Test
  void theNameOfADeletedMachineIsFree() {
    World.Node node = world.start();
    Accepted first = node.create("web", null);
    node.done(first.operation().id());
    node.done(node.act(first.machine().id(), MachineAction.DELETE).operation().id());
    Accepted second = node.create("web", null);
    assertThat(second.machine().id()).isNotEqualTo(first.machine().id());
  }

  @Test
  void aNameReservedByARequestThatDiedIsFreeAfterAMinute() {
    World.Node node = world.start();
    world.points.arm(2, node::kill);
    node.machines.create(World.caller(), World.spec("web"), null);
    world.time.runReady();
    assertThat(world.points.where()).contains("before commit of machine");
    world.points.arm(-1, () -> {});

    World.Node second = world.start();
    assertThat(problem(second.machines.create(World.caller(), World.spec("web"), null)).code())
        .isEqualTo("name-taken");
    world.time.advance(Duration.ofSeconds(61));
    assertThat(second.create("web", null).replayed()).isFalse();
  }

  @Test
  void aCommitWhoseAcknowledgementIsLostIsReadBack() {
    World.Node node = world.start();
    CompletionStage<Accepted> request =
        node.machines.create(World.caller(), World.spec("web"), null);
    world.memory.failAfterNextCommits(0);
    world.time.runReady();
    assertThat(request.toCompletableFuture()).isCompleted();

    world.memory.failAfterNextCommits(2);
    Problem lost = problem(node.machines.create(World.caller(), World.spec("db"), "key-2"));
    assertThat(lost.category()).isEqualTo(Category.UNAVAILABLE);
    world.memory.failAfterNextCommits(0);
    Accepted again = node.create("db", "key-2");
    node.done(again.operation().id());
    assertThat(world.cloud.existing()).hasSize(2);
  }

  @Test
  void anIllegalActionNamesTheLegalOnes() {
    World.Node node = world.start();
    String id = node.create("web", null).machine().id();
    node.done(node.machine(id).operation());
    Problem problem =
        problem(node.machines.act(World.caller(), id, MachineAction.START, null, null));
    assertThat(problem.code()).isEqualTo("illegal-state");
    assertThat(problem.category()).isEqualTo(Category.CONFLICT);
    assertThat(problem.detail()).contains("RUNNING", "stop, restart, pause, resize, delete");
  }

  @Test
  void aStaleRevisionIsAConflict() {
    World.Node node = world.start();
    String id = node.create("web", null).machine().id();
    node.done(node.machine(id).operation());
    long revision = node.machine(id).revision();
    assertThat(
            problem(node.machines.act(World.caller(), id, MachineAction.STOP, revision - 1, null))
                .code())
        .isEqualTo("revision-mismatch");
    assertThat(
            node.answer(node.machines.act(World.caller(), id, MachineAction.STOP, revision, null))
                .machine()
                .status()
                .state())
        .isEqualTo(MachineState.STOPPING);
  }

  @Test
  void deletingTwiceGivesTheSameOperation() {
    world.cloud.takesToMake(Duration.ofSeconds(2));
    World.Node node = world.start();
    String id = node.create("web", null).machine().id();
    node.done(node.machine(id).operation());
    Accepted delete = node.act(id, MachineAction.DELETE);
    Accepted again = node.act(id, MachineAction.DELETE);
    assertThat(again.operation().id()).isEqualTo(delete.operation().id());
    node.done(delete.operation().id());
    assertThat(node.act(id, MachineAction.DELETE).operation().id())
        .isEqualTo(delete.operation().id());
    assertThat(world.cloud.calls()).filteredOn("delete"::equals).hasSize(1);
  }

  @Test
  void aRepeatedActionUnderOneKeyIsOneOperation() {
    World.Node node = world.start();
    String id = node.create("web", null).machine().id();
    node.done(node.machine(id).operation());
    Accepted stop =
        node.answer(node.machines.act(World.caller(), id, MachineAction.STOP, null, "key-s"));
    node.done(stop.operation().id());
    Accepted again =
        node.answer(node.machines.act(World.caller(), id, MachineAction.STOP, null, "key-s"));
    assertThat(again.operation()).isEqualTo(stop.operation());
    assertThat(again.machine()).isEqualTo(stop.machine());
    assertThat(
            problem(node.machines.act(World.caller(), id, MachineAction.DELETE, null, "key-s"))
                .code())
        .isEqualTo("idempotency-key-reused");
  }

  @Test
  void whatDoesNotExistIsNotFound() {
    World.Node node = world.start();
    assertThat(problem(node.machines.get(World.caller(), "vm-none")).category())
        .isEqualTo(Category.NOT_FOUND);
    assertThat(problem(node.machines.get(World.caller(), "../x")).category())
        .isEqualTo(Category.NOT_FOUND);
    assertThat(problem(node.operations.get(World.caller(), "op-none")).category())
        .isEqualTo(Category.NOT_FOUND);
    assertThat(
            problem(node.machines.act(World.caller(), "vm-none", MachineAction.DELETE, null, null))
                .category())
        .isEqualTo(Category.NOT_FOUND);
  }

  @Test
  void everyAttemptIsAudited() {
    World.Node node = world.start();
    Accepted accepted = node.create("web", null);
    problem(node.machines.create(World.caller(), World.spec("web"), null));
    node.authorizer.set((caller, permission, target) -> false);
    problem(node.machines.create(World.caller(), World.spec("db"), null));
    assertThat(world.audit)
        .extracting(AuditRecord::result)
        .containsExactly(
            AuditRecord.Result.ACCEPTED, AuditRecord.Result.FAILED, AuditRecord.Result.REFUSED);
    AuditRecord first = world.audit.get(0);
    assertThat(first.target()).isEqualTo(accepted.machine().id());
    assertThat(first.operation()).isEqualTo(accepted.operation().id());
    assertThat(first.after()).hasSize(64);
    assertThat(world.audit.get(1).reason()).isEqualTo("name-taken");
    assertThat(world.audit.get(2).reason()).isEqualTo("denied");
  }

  @Test
  void withoutAnAuditLogNothingIsChanged() {
    World.Node node = world.start();
    node.auditLog.clear(node.auditLog.get());
    Problem problem = problem(node.machines.create(World.caller(), World.spec("web"), null));
    assertThat(problem.category()).isEqualTo(Category.UNAVAILABLE);
    assertThat(problem.nextStep()).isNotBlank();
    world.time.advance(Duration.ofSeconds(5));
    assertThat(world.cloud.createTokens()).isEmpty();
  }

  @Test
  void theAnswerWaitsForTheAuditRecord() {
    World.Node node = world.start();
    CompletableFuture<Void> kept = new CompletableFuture<>();
    node.auditLog.set(entry -> kept);
    CompletionStage<Accepted> request =
        node.machines.create(World.caller(), World.spec("web"), null);
    world.time.advance(Duration.ofSeconds(5));
    assertThat(request.toCompletableFuture()).isNotDone();
    kept.completeExceptionally(new IllegalStateException("the disk is full"));
    Problem problem = problem(request);
    assertThat(problem.code()).isEqualTo("audit-log-unavailable");
    assertThat(problem.operation()).isNotNull();
  }

  @Test
  void withoutAnAuthorizerEverythingIsRefused() {
    World.Node node = world.start();
    node.authorizer.clear(node.authorizer.get());
    assertThat(problem(node.machines.list(World.caller(), MachineQuery.all())).category())
        .isEqualTo(Category.UNAVAILABLE);
    assertThat(problem(node.machines.create(World.caller(), World.spec("web"), null)).code())
        .isEqualTo("authorizer-missing");
    assertThat(problem(node.operations.list(World.caller(), OperationQuery.all())).category())
        .isEqualTo(Category.UNAVAILABLE);
  }

  @Test
  void withoutAStateStoreReadsAndWritesSayWhatToDo() {
    World.Node node = world.start();
    node.controlPlane.clear(node.controlPlane.get());
    Problem problem = problem(node.machines.create(World.caller(), World.spec("web"), null));
    assertThat(problem.category()).isEqualTo(Category.UNAVAILABLE);
    assertThat(problem.code()).isEqualTo("state-store-missing");
    assertThat(problem.nextStep()).isNotBlank();
    assertThat(problem(node.machines.get(World.caller(), "vm-1")).category())
        .isEqualTo(Category.UNAVAILABLE);
  }

  @Test
  void aListShowsOnlyWhatTheCallerMayReadAndSaysWhenThatIsNothing() {
    World.Node node = world.start();
    String web = node.create("web", null).machine().id();
    node.create("db", null);
    node.authorizer.set(
        (caller, permission, target) ->
            permission.equals(Permission.VM_READ) && web.equals(target.id()));
    assertThat(node.answer(node.machines.list(World.caller(), MachineQuery.all())).items())
        .singleElement()
        .satisfies(machine -> assertThat(machine.name()).isEqualTo("web"));
    node.authorizer.set((caller, permission, target) -> false);
    assertThat(problem(node.machines.list(World.caller(), MachineQuery.all())).category())
        .isEqualTo(Category.DENIED);
    assertThat(problem(node.machines.get(World.caller(), "vm-none")).category())
        .isEqualTo(Category.DENIED);
  }

  @Test
  void listsAreFilteredAndPagedNewestFirst() {
    World.Node node = world.start();
    for (int i = 0; i < 5; i++) {
      node.done(node.create("web-" + i, null).operation().id());
    }
    String last =
        node.answer(node.machines.list(World.caller(), MachineQuery.all())).items().get(0).id();
    node.done(node.act(last, MachineAction.DELETE).operation().id());
    MachineQuery twoAtATime =
        new MachineQuery(null, null, null, null, Map.of("team", "a"), 2, null);
    var first = node.answer(node.machines.list(World.caller(), twoAtATime));
    assertThat(first.items()).extracting(m -> m.name()).containsExactly("web-3", "web-2");
    var second =
        node.answer(
            node.machines.list(
                World.caller(),
                new MachineQuery(
                    null, null, null, null, Map.of("team", "a"), 2, first.nextPageToken())));
    assertThat(second.items()).extracting(m -> m.name()).containsExactly("web-1", "web-0");
    var oldest =
        node.answer(
            node.machines.list(
                World.caller(), new MachineQuery(null, null, null, null, Map.of(), true, 2, null)));
    assertThat(oldest.items()).extracting(m -> m.name()).containsExactly("web-0", "web-1");
    // What comes meanwhile is on a later page, and moves nothing.
    node.done(node.create("web-5", null).operation().id());
    var rest =
        node.answer(
            node.machines.list(
                World.caller(),
                new MachineQuery(
                    null, null, null, null, Map.of(), true, 10, oldest.nextPageToken())));
    assertThat(rest.items()).extracting(m -> m.name()).containsExactly("web-2", "web-3", "web-5");
    assertThat(
            problem(
                    node.machines.list(
                        World.caller(),
                        new MachineQuery(
                            null, null, null, null, Map.of(), false, 2, oldest.nextPageToken())))
                .code())
        .isEqualTo("invalid-page-token");
    assertThat(
            names(
                node, new MachineQuery(MachineState.DELETED, null, null, null, Map.of(), 10, null)))
        .containsExactly("web-4");
    assertThat(
            names(node, new MachineQuery(null, "web-2", World.ACCOUNT, "r1", Map.of(), 10, null)))
        .containsExactly("web-2");
    assertThat(names(node, new MachineQuery(null, null, "none", null, Map.of(), 10, null)))
        .isEmpty();
    assertThat(
            problem(
                    node.machines.list(
                        World.caller(),
                        new MachineQuery(null, null, null, null, Map.of(), 0, null)))
                .errors())
        .singleElement()
        .satisfies(error -> assertThat(error.message()).contains("1 to 1000"));
    assertThat(
            problem(
                    node.machines.list(
                        World.caller(),
                        new MachineQuery(null, null, null, null, Map.of(), 2, "junk")))
                .code())
        .isEqualTo("invalid-page-token");
    assertThat(
            node.answer(
                    node.operations.list(
                        World.caller(),
                        new OperationQuery(null, true, OperationKind.DELETE, last, null, 10, null)))
                .items())
        .hasSize(1);
  }

  private static List<String> names(World.Node node, MachineQuery query) {
    return node.answer(node.machines.list(World.caller(), query)).items().stream()
        .map(machine -> machine.name())
        .toList();
  }

  @Test
  void whatFitsNowhereSaysWhichFiltersRemovedHowMany() {
    World.Node node = world.start();
    node.placesNothing = true;
    Problem problem = problem(node.machines.create(World.caller(), World.spec("web"), "key-1"));
    assertThat(problem.code()).isEqualTo("no-placement");
    assertThat(problem.detail()).contains("memory removed 9", "m1 has 1 GiB");
    assertThat(
            world.store.query(Query.of(null, "machine-name")).toCompletableFuture().join().items())
        .isEmpty();
  }

  @Test
  void whileNoAccountCanTakeAMachineThatIsSaidAndWhatEachLacks() {
    World.Node node = world.start();
    node.registry.remove(node.factory);
    // A successor is awaited for a while, and work is taken for it.
    world.time.advance(Duration.ofSeconds(20));
    Problem problem = problem(node.machines.create(World.caller(), World.spec("web"), null));
    assertThat(problem.code()).isEqualTo("no-usable-account");
    assertThat(problem.category()).isEqualTo(Category.UNAVAILABLE);
  }

  @Test
  void beyondTheLimitOfLiveOperationsNewOnesAreRefusedAndDeletesAreNot() {
    world.settings =
        new OperationSettings(
            Duration.ofSeconds(30),
            CallSettings.DEFAULT,
            Duration.ofMinutes(15),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofMinutes(30),
            5,
            Duration.ofMinutes(10),
            2,
            Duration.ofSeconds(60));
    World.Node node = world.start();
    String id = node.create("one", null).machine().id();
    node.done(node.machine(id).operation());
    world.cloud.takesToMake(Duration.ofMinutes(1));
    node.create("two", null);
    node.create("three", null);
    Problem problem = problem(node.machines.create(World.caller(), World.spec("four"), null));
    assertThat(problem.category()).isEqualTo(Category.THROTTLED);
    assertThat(problem.retryAfter()).isNotNull();
    assertThat(node.act(id, MachineAction.DELETE).operation().id()).isNotBlank();
  }

  @Test
  void aBadIdempotencyKeyIsRefused() {
    World.Node node = world.start();
    assertThat(problem(node.machines.create(World.caller(), World.spec("web"), "a b")).code())
        .isEqualTo("invalid-idempotency-key");
    assertThat(
            problem(node.machines.create(World.caller(), World.spec("web"), "k".repeat(129)))
                .code())
        .isEqualTo("invalid-idempotency-key");
  }

  @Test
  void aDefectIsAnInternalProblemWithoutDetails() {
    World.Node node = world.start();
    node.authorizer.set(
        (caller, permission, target) -> {
          throw new IllegalStateException("secret detail");
        });
    Problem problem = problem(node.machines.get(World.caller(), "vm-1"));
    assertThat(problem.category()).isEqualTo(Category.INTERNAL);
    assertThat(problem.detail()).doesNotContain("secret");
    assertThat(problem.nextStep()).contains("req-1");
  }

  @Test
  void aWaitEndsWithTheOperationOrWithItsLimit() {
    world.cloud.takesToMake(Duration.ofSeconds(5));
    World.Node node = world.start();
    String id = node.create("web", null).operation().id();
    CompletableFuture<Operation> brief =
        node.operations.await(World.caller(), id, Duration.ofSeconds(2)).toCompletableFuture();
    CompletableFuture<Operation> patient =
        node.operations.await(World.caller(), id, Duration.ofSeconds(30)).toCompletableFuture();
    world.time.advance(Duration.ofSeconds(3));
    assertThat(brief.join().done()).isFalse();
    assertThat(patient).isNotDone();
    world.time.advance(Duration.ofSeconds(3));
    assertThat(patient.join().done()).isTrue();
    assertThat(node.answer(node.operations.await(World.caller(), id, Duration.ofSeconds(1))).done())
        .isTrue();
    assertThat(problem(node.operations.await(World.caller(), id, Duration.ofMinutes(2))).category())
        .isEqualTo(Category.INVALID);
  }

  private Problem problem(CompletionStage<?> stage) {
    world.time.runReady();
    CompletableFuture<?> future = stage.toCompletableFuture();
    assertThat(future).isDone();
    Problem[] found = new Problem[1];
    assertThatThrownBy(future::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(ProblemException.class, failure -> found[0] = failure.problem());
    return found[0];
  }
}
