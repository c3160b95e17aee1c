package io.novacron.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.AdoptionRequest;
import io.novacron.api.machine.Condition;
import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationState;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.security.Caller;
import io.novacron.core.internal.testing.FakeCloud.Behaviour;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class AdoptionTest {
  private static final Caller CALLER = World.caller();
  private static final int MORE_THAN_ALL_POINTS = 200;

  private final World world = new World();

  @Test
  void aMachineThatWasMadeByOtherMeansBecomesOurs() {
    World.Node node = world.start();
    String reference = world.cloud.plantForeign(Map.of("team", "b"));
    Accepted accepted = node.answer(node.adoptions.adopt(CALLER, request(reference)));
    assertThat(accepted.machine().status().state()).isEqualTo(MachineState.UNKNOWN);
    Operation operation = node.done(accepted.operation().id());
    assertThat(operation.state()).isEqualTo(OperationState.SUCCEEDED);
    Machine machine = node.machine(accepted.machine().id());
    assertThat(machine.status().state()).isEqualTo(MachineState.RUNNING);
    assertThat(machine.status().providerReference()).isEqualTo(reference);
    assertThat(machine.status().instanceType()).isEqualTo("m1");
    assertThat(machine.status().observedAt()).isNotNull();
    assertThat(machine.status().conditions())
        .extracting(Condition::type, Condition::status)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("Adopted", true));
    assertThat(world.cloud.tags(reference)).containsEntry("team", "b");
    assertThat(OwnerTag.fromTags(world.cloud.tags(reference)))
        .hasValueSatisfying(tag -> assertThat(tag.machine()).isEqualTo(machine.id()));
    assertThat(node.done(node.act(machine.id(), MachineAction.STOP).operation().id()).state())
        .isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void sameKeyGetsTheFirstAnswerAndAnotherMachineIsRefused() {
    World.Node node = world.start();
    String reference = world.cloud.plantForeign(Map.of());
    String other = world.cloud.plantForeign(Map.of());
    Accepted first = node.answer(node.adoptions.adopt(CALLER, request(reference), "k-1"));
    assertThat(first.operation().idempotencyKey()).isEqualTo("k-1");
    node.done(first.operation().id());
    node.done(node.act(first.machine().id(), MachineAction.STOP).operation().id());
    Accepted again = node.answer(node.adoptions.adopt(CALLER, request(reference), "k-1"));
    assertThat(again.replayed()).isTrue();
    assertThat(again.operation()).isEqualTo(first.operation());
    assertThat(again.machine()).isEqualTo(first.machine());
    assertThat(problem(node.adoptions.adopt(CALLER, request(other), "k-1")).code())
        .isEqualTo("idempotency-key-reused");
    assertThat(problem(node.adoptions.adopt(CALLER, request("i-none"), "k-2")).code())
        .isEqualTo("instance-not-found");
    assertThat(problem(node.adoptions.adopt(CALLER, request("i-other"), "k-2")).code())
        .as("what came to nothing has freed its key")
        .isEqualTo("instance-not-found");
  }

  @Test
  void oneThatIsStoppedStaysStopped() {
    World.Node node = world.start();
    String reference = world.cloud.plantForeign(Map.of());
    world.cloud.force(reference, MachineState.STOPPED);
    Accepted accepted = node.answer(node.adoptions.adopt(CALLER, request(reference)));
    node.done(accepted.operation().id());
    Machine machine = node.machine(accepted.machine().id());
    assertThat(machine.status().state()).isEqualTo(MachineState.STOPPED);
    assertThat(machine.desiredState()).isEqualTo(DesiredState.STOPPED);
  }

  @Test
  void adoptingTwiceGivesTheSameMachine() {
    World.Node node = world.start();
    String reference = world.cloud.plantForeign(Map.of());
    Accepted first = node.answer(node.adoptions.adopt(CALLER, request(reference)));
    Accepted early = node.answer(node.adoptions.adopt(CALLER, request(reference)));
    node.done(first.operation().id());
    Accepted late = node.answer(node.adoptions.adopt(CALLER, request(reference)));
    assertThat(early.machine().id()).isEqualTo(first.machine().id());
    assertThat(late.machine().id()).isEqualTo(first.machine().id());
    assertThat(late.replayed()).isTrue();
    // A machine that we made ourselves is ours already.
    Accepted made = node.create("made", null);
    node.done(made.operation().id());
    String own =
        Objects.requireNonNull(node.machine(made.machine().id()).status().providerReference());
    assertThat(node.answer(node.adoptions.adopt(CALLER, request(own))).machine().id())
        .isEqualTo(made.machine().id());
  }

  @Test
  void oneOfAnotherControlPlaneIsLeftAlone() {
    World.Node node = world.start();
    Map<String, String> tags = new OwnerTag("another", "default", "vm-9", "op-9").toTags();
    String reference = world.cloud.plantForeign(tags);
    Problem problem = problem(node.adoptions.adopt(CALLER, request(reference)));
    assertThat(problem.code()).isEqualTo("owned-by-another");
    assertThat(problem.category()).isEqualTo(Category.CONFLICT);
    assertThat(world.cloud.tags(reference)).isEqualTo(tags);
    assertThat(world.cloud.calls()).doesNotContain("tag");
  }

  @Test
  void aMachineIsNotTouchedBeforeItIsOursAndAFailedAdoptionLeavesItAlone() {
    World.Node node = world.start();
    String reference = world.cloud.plantForeign(Map.of());
    world.cloud.next("tag", new Behaviour.LoseRequest(), Behaviour.Refuse.of(Category.DENIED));
    Accepted accepted = node.answer(node.adoptions.adopt(CALLER, request(reference)));
    String id = accepted.machine().id();
    // It waits for the end of the adoption, and then there is nothing to delete.
    CompletionStage<Accepted> delete =
        node.machines.act(CALLER, id, MachineAction.DELETE, null, null);
    Operation operation = node.done(accepted.operation().id());
    assertThat(World.error(operation).category()).isEqualTo(Category.DENIED);
    assertThat(node.machine(id).status().state()).isEqualTo(MachineState.DELETED);
    assertThat(node.answer(delete).operation().id()).isEqualTo(operation.id());
    assertThat(world.cloud.existing()).containsExactly(reference);
    world.time.advance(Duration.ofSeconds(1));
    Accepted again = node.answer(node.adoptions.adopt(CALLER, request(reference)));
    assertThat(node.done(again.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.calls()).doesNotContain("delete");
  }

  @Test
  void aMachineIsAdoptedOnceWhereverTheProcessDies() {
    int crashes = 0;
    for (int point = 0; point < MORE_THAN_ALL_POINTS; point++) {
      World each = new World();
      World.Node first = each.start();
      String reference = each.cloud.plantForeign(Map.of());
      each.points.arm(point, first::kill);
      CompletableFuture<Accepted> request =
          first.adoptions.adopt(CALLER, request(reference)).toCompletableFuture();
      each.time.advance(Duration.ofSeconds(30));
      if (!each.points.crashed()) {
        assertThat(crashes).isGreaterThan(6);
        return;
      }
      crashes++;
      String where = each.points.where();
      each.points.arm(-1, () -> {});
      World.Node second = each.start();
      // What died between its reservation and its record is forgotten after a minute.
      each.time.advance(Duration.ofSeconds(90));
      Accepted answer = second.answer(second.adoptions.adopt(CALLER, request(reference)));
      if (request.isDone() && !request.isCompletedExceptionally()) {
        assertThat(answer.machine().id()).as(where).isEqualTo(request.join().machine().id());
      }
      assertThat(second.done(answer.operation().id()).state())
          .as(where)
          .isEqualTo(OperationState.SUCCEEDED);
      assertThat(second.machine(answer.machine().id()).status().state())
          .as(where)
          .isEqualTo(MachineState.RUNNING);
      assertThat(OwnerTag.fromTags(each.cloud.tags(reference)).orElseThrow().machine())
          .as(where)
          .isEqualTo(answer.machine().id());
      assertThat(each.cloud.existing()).as(where).containsExactly(reference);
    }
    throw new AssertionError("the run has more points than the test looks at");
  }

  @Test
  void whatCannotBeAdoptedIsSaidWithItsField() {
    World.Node node = world.start();
    assertThat(problem(node.adoptions.adopt(CALLER, request("i-none"))).code())
        .isEqualTo("instance-not-found");
    Problem problem =
        problem(
            node.adoptions.adopt(
                CALLER, new AdoptionRequest("nowhere", "", "i 1", "Web", Map.of("a b", "c"))));
    assertThat(problem.errors())
        .extracting(FieldError::pointer)
        .containsExactlyInAnyOrder("/name", "/labels/a b", "/account", "/region", "/reference");
    node.create("web", null);
    String reference = world.cloud.plantForeign(Map.of());
    assertThat(
            problem(
                    node.adoptions.adopt(
                        CALLER,
                        new AdoptionRequest(World.ACCOUNT, "r1", reference, "web", Map.of())))
                .code())
        .isEqualTo("name-taken");
    assertThat(node.answer(node.adoptions.adopt(CALLER, request(reference))).replayed()).isFalse();
  }

  private static AdoptionRequest request(String reference) {
    return new AdoptionRequest(World.ACCOUNT, "r1", reference, "found", Map.of("team", "a"));
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
