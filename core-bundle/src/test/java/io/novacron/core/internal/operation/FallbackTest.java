package io.novacron.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationState;
import io.novacron.api.operation.Step;
import io.novacron.api.placement.Decision;
import io.novacron.api.store.Query;
import io.novacron.core.internal.placement.DecisionRecords;
import io.novacron.core.internal.testing.FakeCloud.Behaviour;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FallbackTest {
  private final World world = new World();

  @Test
  void aLackOfCapacityLeadsToTheNextBestPlaceWithATokenOfItsOwn() {
    world.places = List.of("r1/m1", "r1/m2", "r2/m1");
    world.cloud.refuseAt("r1/m1", Category.CAPACITY);
    world.cloud.refuseAt("r1/m2", Category.CAPACITY);
    World.Node node = world.start();
    Accepted accepted = node.create("web", null);
    Operation done = node.done(accepted.operation().id());

    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(done.error()).isNull();
    assertThat(world.cloud.createPlaces()).containsExactly("r1/m1", "r1/m2", "r2/m1");
    assertThat(new HashSet<>(world.cloud.createTokens())).hasSize(3);
    Machine machine = node.machine(accepted.machine().id());
    assertThat(machine.status().region()).isEqualTo("r2");
    assertThat(machine.status().instanceType()).isEqualTo("m1");
    assertThat(String.valueOf(machine.status().pricePerHour())).contains("0.1920");
    assertThat(machine.decision()).isNotEqualTo(accepted.machine().decision());
    assertThat(decisions()).hasSize(3);
    assertThat(decisions())
        .extracting(Decision::id)
        .contains(accepted.machine().decision(), machine.decision());
    assertThat(done.steps())
        .extracting(Step::name)
        .containsExactly("call", "place", "call", "place", "call");
    assertThat(done.steps().get(1).detail())
        .contains("CAPACITY at account cloud-1, region r1, type m1", "type m2", "0.1820 USD/h");
  }

  @Test
  void othersKeepAwayFromWhatWasRefusedUntilItIsForgotten() {
    world.places = List.of("r1/m1", "r2/m1");
    world.cloud.next("create", Behaviour.Refuse.of(Category.CAPACITY));
    World.Node node = world.start();
    node.done(node.create("first", null).operation().id());
    node.done(node.create("second", null).operation().id());
    assertThat(world.cloud.createPlaces()).containsExactly("r1/m1", "r2/m1", "r2/m1");
    world.time.advance(Duration.ofMinutes(11));
    node.done(node.create("third", null).operation().id());
    assertThat(world.cloud.createPlaces()).endsWith("r1/m1");
  }

  @ParameterizedTest
  @EnumSource(
      value = Category.class,
      names = {"QUOTA", "DENIED", "INVALID"})
  void whatIsTheCallersToMendIsNotTriedElsewhere(Category category) {
    world.places = List.of("r1/m1", "r2/m1");
    world.cloud.refuseAt("r1/m1", category);
    World.Node node = world.start();
    Operation done = node.done(node.create("web", null).operation().id());
    assertThat(done.state()).isEqualTo(OperationState.FAILED);
    assertThat(World.error(done).category()).isEqualTo(category);
    assertThat(world.cloud.createPlaces()).containsExactly("r1/m1");
    if (category == Category.QUOTA) {
      assertThat(World.error(done).nextStep()).contains("account cloud-1, region r1");
    }
  }

  @Test
  void whereTheRequestLeavesNoChoiceTheErrorSaysSo() {
    world.places = List.of("r1/m1", "r2/m1");
    world.cloud.refuseAt("r1/m1", Category.CAPACITY);
    World.Node node = world.start();
    MachineSpec any = World.spec("web");
    MachineSpec fixed =
        any.toBuilder()
            .size(null)
            .instanceType("m1")
            .placement(new PlacementConstraints("cloud-1", "r1", null, null, null, null))
            .build();
    Accepted accepted = node.answer(node.machines.create(World.caller(), fixed, null));
    Operation done = node.done(accepted.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.FAILED);
    assertThat(World.error(done).category()).isEqualTo(Category.CAPACITY);
    assertThat(World.error(done).detail())
        .contains("There was nothing else to try", "placement.account, placement.region");
    assertThat(World.error(done).nextStep()).contains("leave out", "placement.region");
    assertThat(node.machine(accepted.machine().id()).status().state())
        .isEqualTo(MachineState.FAILED);
  }

  @Test
  void onlySoManyPlacesAreTried() {
    world.places = List.of("r1/m1", "r1/m2", "r1/m3", "r1/m4", "r1/m5", "r1/m6");
    world.places.forEach(place -> world.cloud.refuseAt(place, Category.CAPACITY));
    World.Node node = world.start();
    Operation done = node.done(node.create("web", null).operation().id());
    assertThat(done.state()).isEqualTo(OperationState.FAILED);
    assertThat(world.cloud.createPlaces()).hasSize(5);
    assertThat(World.error(done).detail()).contains("at most 5");
  }

  @Test
  void aPlaceIsLeftOnlyOnceItIsCertainThatItHasNoMachine() {
    world.places = List.of("r1/m1", "r2/m1");
    World.Node node = world.start();
    world.cloud.next(
        "create",
        new Behaviour.Delay(Duration.ofSeconds(31)),
        Behaviour.Refuse.of(Category.CAPACITY));
    Accepted accepted = node.create("web", null);
    Operation done = node.done(accepted.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.existing()).hasSize(1);
    assertThat(world.cloud.createPlaces()).containsOnly("r1/m1");
    assertThat(node.machine(accepted.machine().id()).status().region()).isEqualTo("r1");
  }

  @Test
  void afterALostRequestTheCloudIsAskedBeforeAnotherPlaceIsTaken() {
    world.places = List.of("r1/m1", "r2/m1");
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.LoseRequest(), Behaviour.Refuse.of(Category.CAPACITY));
    Operation done = node.done(node.create("web", null).operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.existing()).hasSize(1);
    assertThat(world.cloud.createPlaces()).containsExactly("r1/m1", "r1/m1", "r2/m1");
    assertThat(done.steps())
        .extracting(Step::name)
        .containsExactly("call", "ask", "call", "ask", "place", "call");
  }

  @Test
  void aRegionThatDoesNotAnswerIsLeftAfterSomeAttempts() {
    world.places = List.of("r1/m1", "r1/m2", "r2/m1");
    world.cloud.refuseAt("r1/m1", Category.UNAVAILABLE);
    World.Node node = world.start();
    Operation done = node.done(node.create("web", null).operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.createPlaces())
        .as("the other type is in the same region")
        .containsExactly("r1/m1", "r1/m1", "r1/m1", "r1/m1", "r1/m1", "r2/m1");
  }

  @Test
  void withoutAnotherPlaceAnUnavailableRegionIsTriedUntilTheDeadline() {
    world.cloud.next(
        "create",
        Collections.nCopies(12, Behaviour.Refuse.of(Category.UNAVAILABLE))
            .toArray(Behaviour[]::new));
    World.Node node = world.start();
    Operation done = node.done(node.create("web", null).operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(new HashSet<>(world.cloud.createTokens())).hasSize(1);
    assertThat(world.cloud.createTokens()).hasSize(13);
  }

  @Test
  void theMachineIsMadeOnceAtOnePlaceWhereverTheProcessDies() {
    int crashes = 0;
    for (int point = 0; point < 200; point++) {
      World restarted = new World();
      restarted.places = List.of("r1/m1", "r1/m2", "r2/m1");
      restarted.cloud.refuseAt("r1/m1", Category.CAPACITY);
      restarted.cloud.refuseAt("r1/m2", Category.CAPACITY);
      World.Node first = restarted.start();
      restarted.points.arm(point, first::kill);
      first.machines.create(World.caller(), World.spec("web"), "key-1");
      restarted.time.advance(Duration.ofSeconds(30));
      if (!restarted.points.crashed()) {
        assertThat(crashes).isGreaterThan(14);
        return;
      }
      crashes++;
      String where = restarted.points.where();
      restarted.points.arm(-1, () -> {});
      World.Node second = restarted.start();
      Accepted answer = second.create("web", "key-1");
      Operation done = second.done(answer.operation().id());
      assertThat(done.state()).as(where).isEqualTo(OperationState.SUCCEEDED);
      assertThat(restarted.cloud.existing()).as(where).hasSize(1);
      Machine machine = second.machine(answer.machine().id());
      assertThat(machine.status().region()).as(where).isEqualTo("r2");
      assertThat(machine.status().providerReference())
          .as(where)
          .isEqualTo(restarted.cloud.existing().get(0));
    }
    throw new AssertionError("the run has more points than the test looks at");
  }

  @Test
  void aCreateCanBeCancelledBetweenTwoPlaces() {
    Set<OperationState> ends = new HashSet<>();
    for (int point = 0; point < 200; point++) {
      World other = new World();
      other.places = List.of("r1/m1", "r1/m2", "r2/m1");
      other.cloud.refuseAt("r1/m1", Category.CAPACITY);
      other.cloud.refuseAt("r1/m2", Category.CAPACITY);
      World.Node node = other.start();
      CancelAtEachPointTest.Request request = new CancelAtEachPointTest.Request(node, null);
      other.points.arm(-1, () -> {});
      other.points.at(point, request::send);
      Operation done = node.done(node.create("web", null).operation().id());
      if (other.points.reached() <= point) {
        assertThat(ends)
            .containsExactlyInAnyOrder(OperationState.CANCELLED, OperationState.SUCCEEDED);
        return;
      }
      ends.add(done.state());
      assertThat(other.cloud.existing())
          .as(other.points.name(point))
          .hasSize(done.state() == OperationState.SUCCEEDED ? 1 : 0);
    }
    throw new AssertionError("the run has more points than the test looks at");
  }

  private List<Decision> decisions() {
    return world
        .memory
        .query(Query.of("default", DecisionRecords.KIND))
        .toCompletableFuture()
        .join()
        .items()
        .stream()
        .map(DecisionRecords::decode)
        .toList();
  }
}
