package io.novacron.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.batch.BatchItem;
import io.novacron.api.batch.BatchPolicy;
import io.novacron.api.batch.BatchRequest;
import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.AdoptionRequest;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachinePatch;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationState;
import io.novacron.api.plan.Plan;
import io.novacron.api.plan.PlanRequest;
import io.novacron.api.plan.PlannedAction;
import io.novacron.api.security.Caller;
import io.novacron.core.internal.testing.World;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final PlanRequest WEB =
      new PlanRequest.Single(new BatchItem.Create(World.spec("web")), null);

  private final World world = new World();

  private static Plan plan(World.Node node, PlanRequest request) {
    return node.answer(node.plans.plan(World.caller(), request));
  }

  private static PlanRequest act(String machine, MachineAction action) {
    return new PlanRequest.Single(new BatchItem.Act(machine, ActionRequest.of(action)), null);
  }

  private static String made(World.Node node, String name) {
    String id = node.create(name, null).machine().id();
    node.done(node.machine(id).operation());
    return id;
  }

  @Test
  void aPlanSaysWhatWouldBeDoneWhereAndForWhatAndDoesNothing() {
    World.Node node = world.start();
    int commits = world.store.commits().size();
    Plan plan = plan(node, WEB);

    PlannedAction action = plan.actions().get(0);
    assertThat(action.action()).isEqualTo("create");
    assertThat(action.account()).isEqualTo(World.ACCOUNT);
    assertThat(action.region()).isEqualTo("r1");
    assertThat(action.instanceType()).isEqualTo("m1");
    assertThat(action.price()).isNotNull();
    assertThat(action.decision()).contains("9 candidates");
    assertThat(plan.monthlyDelta()).isEqualByComparingTo(new BigDecimal("125.56"));
    assertThat(plan.expiresAt()).isEqualTo(plan.createdAt().plus(Duration.ofMinutes(15)));
    assertThat(plan.hash()).hasSize(64).isEqualTo(plan(node, WEB).hash());
    assertThat(world.store.commits().subList(commits, world.store.commits().size()))
        .allMatch(commit -> commit.mutations().get(0).key().kind().equals("plan"));
    world.time.advance(Duration.ofSeconds(10));
    assertThat(world.cloud.createTokens()).isEmpty();
  }

  @Test
  void sameKeyGetsTheFirstAnswerAndAnotherPlanIsRefused() {
    World.Node node = world.start();
    Plan plan = plan(node, WEB);
    String hash = plan.hash();
    Operation operation = node.answer(node.plans.apply(World.caller(), plan.id(), hash, 0, "k-1"));
    node.done(operation.id());
    assertThat(node.answer(node.plans.apply(World.caller(), plan.id(), hash, 0, "k-1")))
        .isEqualTo(operation);
    assertThat(problem(node.plans.apply(World.caller(), plan.id(), null, 0, "k-1")).code())
        .isEqualTo("idempotency-key-reused");
    assertThat(problem(node.plans.apply(World.caller(), plan.id(), "none", 0, "k-2")).code())
        .isEqualTo("plan-hash-mismatch");
    assertThat(node.answer(node.plans.apply(World.caller(), plan.id(), hash, 0, "k-2")).id())
        .as("what came to nothing has freed its key")
        .isEqualTo(operation.id());
  }

  @Test
  void anApplyDoesWhatThePlanSaysOnceHoweverOftenItIsAsked() {
    World.Node node = world.start();
    Plan plan = plan(node, WEB);
    Operation operation = node.answer(node.plans.apply(World.caller(), plan.id(), plan.hash(), 0));
    assertThat(node.answer(node.plans.apply(World.caller(), plan.id(), null, 0)).id())
        .isEqualTo(operation.id());
    assertThat(node.done(operation.id()).state()).isEqualTo(OperationState.SUCCEEDED);
    world.time.advance(Duration.ofHours(1));
    assertThat(node.answer(node.plans.apply(World.caller(), plan.id(), null, 0)).id())
        .isEqualTo(operation.id());
    assertThat(node.answer(node.plans.get(World.caller(), plan.id())).operation())
        .isEqualTo(operation.id());
    assertThat(world.cloud.existing()).hasSize(1);
    assertThat(node.machine(operation.target()).spec().instanceType()).isEqualTo("m1");
  }

  @Test
  void aPriceThatMovedBeyondTheToleranceMakesAPlanStale() {
    World.Node node = world.start();
    node.priceNow = "0.1720";
    Plan plan = plan(node, WEB);
    node.priceNow = "0.1806";
    Problem problem = problem(node.plans.apply(World.caller(), plan.id(), null, 4.9));
    assertThat(problem.code()).isEqualTo("plan-stale");
    assertThat(problem.category()).isEqualTo(Category.CONFLICT);
    assertThat(problem.errors())
        .containsExactly(
            new FieldError("/actions/0/price", "was planned as 0.1720 USD and is 0.1806 USD now"));
    node.answer(node.plans.apply(World.caller(), plan.id(), null, 5));
  }

  @Test
  void aMachineThatMovedOnMakesAPlanStale() {
    World.Node node = world.start();
    String id = made(node, "web");
    Plan plan = plan(node, act(id, MachineAction.STOP));
    assertThat(plan.monthlyDelta()).isEqualByComparingTo(new BigDecimal("-125.56"));
    node.done(node.act(id, MachineAction.STOP).operation().id());
    node.done(node.act(id, MachineAction.START).operation().id());
    assertThat(problem(node.plans.apply(World.caller(), plan.id(), null, 0)).errors())
        .extracting(FieldError::pointer)
        .containsExactly("/actions/0/revision");
    node.done(node.act(id, MachineAction.STOP).operation().id());
    Problem illegal = problem(node.plans.apply(World.caller(), plan.id(), null, 0));
    assertThat(illegal.code()).isEqualTo("plan-stale");
    assertThat(illegal.detail()).contains("STOPPED");
  }

  @Test
  void aPlaceThatIsGoneOrANameThatIsTakenMakesAPlanStale() {
    World.Node node = world.start();
    Plan plan = plan(node, WEB);
    node.placesNothing = true;
    assertThat(problem(node.plans.apply(World.caller(), plan.id(), null, 0)).code())
        .isEqualTo("plan-stale");
    node.placesNothing = false;
    made(node, "web");
    assertThat(problem(node.plans.apply(World.caller(), plan.id(), null, 0)).errors())
        .extracting(FieldError::pointer)
        .containsExactly("/name");
  }

  @Test
  void aPlanExpiresAndAnotherHashIsRefused() {
    World.Node node = world.start();
    Plan plan = plan(node, WEB);
    assertThat(problem(node.plans.apply(World.caller(), plan.id(), "other", 0)).code())
        .isEqualTo("plan-hash-mismatch");
    world.time.advance(Duration.ofMinutes(15));
    assertThat(problem(node.plans.apply(World.caller(), plan.id(), null, 0)).code())
        .isEqualTo("plan-expired");
    assertThat(world.cloud.createTokens()).isEmpty();
  }

  @Test
  void whatWouldBeRefusedIsRefusedAtOnce() {
    World.Node node = world.start();
    made(node, "web");
    assertThat(problem(node.plans.plan(World.caller(), WEB)).code()).isEqualTo("name-taken");
    node.authorizer.set((caller, permission, target) -> false);
    assertThat(problem(node.plans.plan(World.caller(), WEB)).category()).isEqualTo(Category.DENIED);
  }

  @Test
  void onlyItsActorSeesAPlan() {
    World.Node node = world.start();
    Plan plan = plan(node, WEB);
    Caller other = new Caller("eve", "default", Set.of("admin"), "rest", "local", "req-2");
    assertThat(problem(node.plans.get(other, plan.id())).category()).isEqualTo(Category.NOT_FOUND);
    assertThat(problem(node.plans.apply(other, plan.id(), null, 0)).category())
        .isEqualTo(Category.NOT_FOUND);
    assertThat(node.answer(node.plans.list(other, 10, null)).items()).isEmpty();
    assertThat(node.answer(node.plans.list(World.caller(), 10, null)).items()).hasSize(1);
  }

  @Test
  void aPlanOfABatchIsAppliedAsABatch() {
    World.Node node = world.start();
    String id = made(node, "one");
    BatchRequest batch =
        new BatchRequest(
            List.of(
                new BatchItem.Create(World.spec("two")),
                new BatchItem.Act(id, ActionRequest.of(MachineAction.STOP))),
            BatchPolicy.ALL_OR_NOTHING,
            null);
    Plan plan = plan(node, new PlanRequest.Batch(batch));
    assertThat(plan.actions()).extracting(PlannedAction::action).containsExactly("create", "stop");
    assertThat(plan.monthlyDelta()).isEqualByComparingTo(BigDecimal.ZERO);
    Operation operation = node.answer(node.plans.apply(World.caller(), plan.id(), null, 0));
    assertThat(node.done(operation.id()).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(node.machine(id).status().state()).isEqualTo(MachineState.STOPPED);
    assertThat(world.cloud.existing()).hasSize(2);
  }

  @Test
  void aPlanOfAnUpdateIsBoundToTheRevisionAndKeepsTheLabelsThatGo() {
    World.Node node = world.start();
    String id = made(node, "web");
    MachinePatch patch =
        MachinePatch.ofLabels(Map.of("team", Optional.empty(), "tier", Optional.of("gold")));
    Plan plan = plan(node, new PlanRequest.Update(id, patch, null));
    assertThat(plan.actions().get(0).action()).isEqualTo("update");
    assertThat(plan.monthlyDelta()).isEqualByComparingTo(BigDecimal.ZERO);
    assertThat(node.machine(id).spec().labels()).containsOnlyKeys("team");

    Operation operation = node.answer(node.plans.apply(World.caller(), plan.id(), null, 0));
    assertThat(operation.kind()).isEqualTo(OperationKind.UPDATE);
    assertThat(node.machine(id).spec().labels()).containsExactly(Map.entry("tier", "gold"));
    assertThat(node.answer(node.plans.apply(World.caller(), plan.id(), null, 0)).id())
        .isEqualTo(operation.id());

    Plan stale = plan(node, new PlanRequest.Update(id, patch, null));
    node.update(id, MachinePatch.ofLabels(Map.of("tier", Optional.of("iron"))));
    assertThat(problem(node.plans.apply(World.caller(), stale.id(), null, 0)).errors())
        .extracting(FieldError::pointer)
        .containsExactly("/actions/0/revision");
  }

  @Test
  void aPlanOfAResizeSaysWhatTheNewTypeCosts() {
    World.Node node = world.start();
    String id = made(node, "web");
    MachinePatch patch = new MachinePatch(Map.of(), false, null, null, "m2");
    List<PlanRequest> ways =
        List.of(
            new PlanRequest.Update(id, patch, null),
            new PlanRequest.Single(new BatchItem.Act(id, ActionRequest.resize("m2")), null));
    for (PlanRequest way : ways) {
      PlannedAction action = plan(node, way).actions().get(0);
      assertThat(action.action()).isEqualTo("resize");
      assertThat(action.instanceType()).isEqualTo("m2");
      assertThat(action.hourlyDelta()).isEqualByComparingTo(new BigDecimal("0.172"));
    }
    assertThat(world.cloud.calls()).doesNotContain("resize");
    Plan plan = plan(node, ways.get(0));
    Operation operation = node.answer(node.plans.apply(World.caller(), plan.id(), null, 0));
    assertThat(node.done(operation.id()).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(node.machine(id).status().instanceType()).isEqualTo("m2");
  }

  @Test
  void anUpdateIsMadeOnceWhereverTheProcessDies() {
    for (int point = 0; point < 100; point++) {
      World each = new World();
      World.Node first = each.start();
      String id = made(first, "web");
      Plan plan =
          plan(
              first,
              new PlanRequest.Update(
                  id, MachinePatch.ofLabels(Map.of("tier", Optional.of("gold"))), null));
      long generation = first.machine(id).generation();
      each.points.arm(point, first::kill);
      first.plans.apply(World.caller(), plan.id(), null, 0);
      each.time.advance(Duration.ofSeconds(30));
      boolean crashed = each.points.crashed();
      String where = each.points.where();
      each.points.arm(-1, () -> {});
      if (!crashed) {
        assertThat(point).isGreaterThan(4);
        return;
      }
      World.Node second = each.start();
      Operation operation = second.answer(second.plans.apply(World.caller(), plan.id(), null, 0));
      assertThat(operation.state()).as(where).isEqualTo(OperationState.SUCCEEDED);
      assertThat(second.machine(id).spec().labels()).as(where).containsEntry("tier", "gold");
      assertThat(second.machine(id).generation()).as(where).isEqualTo(generation + 1);
    }
    throw new AssertionError("the run has more points than the test looks at");
  }

  @Test
  void aPlanOfASnapshotIsAppliedAndOneOfADeletedSnapshotIsStale() {
    World.Node node = world.start();
    String id = made(node, "web");
    Plan take =
        plan(node, new PlanRequest.OfSnapshot(id, PlanRequest.SnapshotAction.CREATE, "before"));
    assertThat(take.actions().get(0).action()).isEqualTo("snapshot");
    assertThat(take.warnings()).isNotEmpty();
    assertThat(node.machine(id).snapshots()).isEmpty();
    node.done(node.answer(node.plans.apply(World.caller(), take.id(), null, 0)).id());
    String snapshot = node.machine(id).snapshots().get(0).id();

    PlanRequest restore =
        new PlanRequest.OfSnapshot(id, PlanRequest.SnapshotAction.RESTORE, snapshot);
    assertThat(problem(node.plans.plan(World.caller(), restore)).detail()).contains("RUNNING");
    Plan delete =
        plan(node, new PlanRequest.OfSnapshot(id, PlanRequest.SnapshotAction.DELETE, snapshot));
    Plan again =
        plan(node, new PlanRequest.OfSnapshot(id, PlanRequest.SnapshotAction.DELETE, snapshot));
    node.done(node.answer(node.plans.apply(World.caller(), delete.id(), null, 0)).id());
    assertThat(node.machine(id).snapshots()).isEmpty();
    assertThat(problem(node.plans.apply(World.caller(), again.id(), null, 0)).code())
        .isEqualTo("plan-stale");
  }

  @Test
  void aPlanOfAnAdoptionLooksAtTheMachineAndTagsNothing() {
    World.Node node = world.start();
    String reference = world.cloud.plantForeign(Map.of("team", "b"));
    PlanRequest adopt =
        new PlanRequest.Adopt(new AdoptionRequest(World.ACCOUNT, "r1", reference, "old", Map.of()));
    Plan plan = plan(node, adopt);
    assertThat(plan.actions().get(0).action()).isEqualTo("adopt");
    assertThat(plan.actions().get(0).instanceType()).isEqualTo("m1");
    assertThat(world.cloud.tags(reference)).containsExactly(Map.entry("team", "b"));

    Operation operation = node.answer(node.plans.apply(World.caller(), plan.id(), null, 0));
    assertThat(node.done(operation.id()).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(node.machine(operation.target()).status().providerReference()).isEqualTo(reference);
  }

  @Test
  void anApplyMakesOneMachineWhereverTheProcessDies() {
    for (int point = 0; point < 100; point++) {
      World each = new World();
      World.Node first = each.start();
      Plan plan = plan(first, WEB);
      each.points.arm(point, first::kill);
      first.plans.apply(World.caller(), plan.id(), null, 0);
      each.time.advance(Duration.ofSeconds(30));
      boolean crashed = each.points.crashed();
      String where = each.points.where();
      each.points.arm(-1, () -> {});
      if (!crashed) {
        assertThat(point).isGreaterThan(8);
        return;
      }
      World.Node second = each.start();
      Operation operation = second.answer(second.plans.apply(World.caller(), plan.id(), null, 0));
      assertThat(second.done(operation.id()).state()).as(where).isEqualTo(OperationState.SUCCEEDED);
      assertThat(each.cloud.existing()).as(where).hasSize(1);
    }
    throw new AssertionError("the run has more points than the test looks at");
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
