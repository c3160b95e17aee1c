package io.novacron.core.internal.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.event.Event;
import io.novacron.api.inventory.DriftAspect;
import io.novacron.api.inventory.RegionView;
import io.novacron.api.machine.Condition;
import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineState;
import io.novacron.core.internal.testing.FakeCloud.Behaviour;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyncTest {
  private static final Duration SOON = Inventoried.SOON;

  private final World world = new World();

  @Test
  void aMachineThatIsStoppedAtItsCloudIsFoundStopped() {
    Inventoried it = new Inventoried(world);
    Machine made = it.made("web");
    world.cloud.force(Inventoried.reference(made), MachineState.STOPPED);
    world.time.until(() -> it.state(made) == MachineState.STOPPED, SOON);
    Machine found = it.machine(made);
    assertThat(found.desiredState()).isEqualTo(DesiredState.RUNNING);
    assertThat(found.status().observedFrom()).isEqualTo("list");
    assertThat(found.status().observedAt()).isAfter(made.status().observedAt());
    assertThat(found.status().conditions())
        .filteredOn(condition -> condition.type().equals("Drifted"))
        .extracting(Condition::status)
        .containsExactly(true);
    Event event = it.last("io.novacron.vm.stopped.v1");
    assertThat(event.data()).containsEntry("observedFrom", "list").containsEntry("drift", "state");
  }

  @Test
  void aMachineThatIsAsRecordedGetsYoungerWithEachListAndKeepsItsRevision() {
    Inventoried it = new Inventoried(world);
    Machine made = it.made("web");
    int events = it.node.events.size();
    Instant before = world.time.instant();
    world.time.advance(SOON);
    Machine later = it.machine(made);
    assertThat(later.status().observedAt()).isAfter(before);
    assertThat(later.status().observedFrom()).isEqualTo("list");
    assertThat(later.revision()).isEqualTo(made.revision());
    assertThat(it.node.events).hasSize(events);
  }

  @Test
  void whatAnOperationDoesIsNotTakenForDrift() {
    Inventoried it = new Inventoried(world);
    world.cloud.takesToMake(Duration.ofMinutes(3));
    Machine made = it.made("web");
    it.node.done(it.node.act(made.id(), MachineAction.STOP).operation().id());
    world.time.advance(SOON);
    Machine later = it.machine(made);
    assertThat(later.status().state()).isEqualTo(MachineState.STOPPED);
    assertThat(later.status().conditions()).isEmpty();
  }

  @Test
  void aPauseThatWasAskedForIsNoDrift() {
    Inventoried it = new Inventoried(world);
    Machine made = it.made("web");
    it.node.done(it.node.act(made.id(), MachineAction.PAUSE).operation().id());
    world.time.advance(SOON);
    assertThat(it.state(made)).isEqualTo(MachineState.PAUSED);
    assertThat(it.drifts()).isEmpty();
  }

  @Test
  void whoIsAnsweredLeavesNoTimerBehind() {
    Inventoried it = new Inventoried(world);
    Machine made = it.made("web");
    world.time.advance(SOON);
    long before = world.time.pending();
    it.node.answer(it.node.inventory.service().refresh(World.caller(), null, null, Duration.ZERO));
    it.node.answer(it.node.inventory.service().get(World.caller(), made.id(), Duration.ZERO));
    assertThat(world.time.pending()).isEqualTo(before);
  }

  @Test
  void ofManyMachinesThatListsLackEachIsAskedForInTheEnd() {
    Inventoried it = new Inventoried(world);
    List<Machine> made = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      made.add(it.made("web-" + i));
    }
    made.forEach(each -> world.cloud.hideFromLists(Inventoried.reference(each)));
    world.time.advance(Duration.ofMinutes(30));
    Instant before = world.time.instant();
    world.time.advance(Duration.ofMinutes(30));
    assertThat(made)
        .filteredOn(
            each -> {
              Instant observedAt = it.machine(each).status().observedAt();
              return observedAt == null || !observedAt.isAfter(before);
            })
        .extracting(Machine::name)
        .isEmpty();
  }

  @Test
  void aListTakesAsManyCallsAsItHasPages() {
    Inventoried it = new Inventoried(world);
    for (int i = 0; i < 25; i++) {
      it.made("web-" + i);
    }
    world.cloud.pages(10);
    world.time.advance(SOON);
    RegionView view = region(it);
    assertThat(view.machines()).isEqualTo(25);
    assertThat(view.pages()).isEqualTo(3);
    assertThat(view.problem()).isNull();
    assertThat(it.drifts()).isEmpty();
  }

  @Test
  void whatIsKnownOfAnAccountThatIsAwayStaysWithTheReason() {
    Inventoried it = new Inventoried(world);
    it.made("web");
    world.time.advance(SOON);
    Instant listedAt = region(it).listedAt();
    it.node.registry.remove(it.node.factory);
    world.time.advance(Duration.ofSeconds(3));
    RegionView view = region(it);
    assertThat(view.machines()).isEqualTo(1);
    assertThat(view.listedAt()).isEqualTo(listedAt);
    assertThat(view.problem()).contains("is SWAPPING");
    it.node.registry.add(it.node.factory);
    world.time.advance(SOON);
    assertThat(region(it).problem()).isNull();
    assertThat(region(it).listedAt()).isAfter(listedAt);
  }

  @Test
  void aPageThatFailsInPassingIsAskedForAgain() {
    Inventoried it = new Inventoried(world);
    Machine made = it.made("web");
    Instant before = world.time.instant();
    world.cloud.next(
        "list",
        Behaviour.Refuse.of(Category.THROTTLED),
        Behaviour.Refuse.of(Category.UNAVAILABLE),
        Behaviour.Refuse.of(Category.THROTTLED),
        Behaviour.Refuse.of(Category.UNAVAILABLE));
    world.time.advance(SOON);
    assertThat(it.machine(made).status().observedAt()).isAfter(before);
    assertThat(region(it).problem()).isNull();
  }

  @Test
  void aListThatIsCutOffSaysSoAndDeclaresNothingMissing() {
    Inventoried it = new Inventoried(world);
    for (int i = 0; i < 25; i++) {
      it.made("web-" + i);
    }
    world.cloud.pages(10);
    world.time.advance(SOON);
    world.cloud.failAfterPages(2);
    world.time.advance(Duration.ofMinutes(30));
    RegionView view = region(it);
    assertThat(view.problem()).contains("page 3");
    assertThat(view.listedAt()).isBefore(world.time.instant().minus(Duration.ofMinutes(29)));
    assertThat(it.drifts()).isEmpty();
    world.cloud.failAfterPages(Integer.MAX_VALUE);
    world.time.advance(SOON);
    assertThat(region(it).problem()).isNull();
  }

  @Test
  void aMachineThatIsGoneIsFoundMissingAfterTheGraceAndNotBefore() {
    Inventoried it = new Inventoried(world);
    Machine made = it.made("web");
    Machine other = it.made("db");
    world.time.advance(SOON);
    world.cloud.forget(Inventoried.reference(made));
    Instant gone = world.time.instant();
    world.time.until(() -> it.state(made) == MachineState.UNKNOWN, SOON);
    assertThat(world.time.instant()).isAfter(gone.plus(world.inventorySettings.missingGrace()));
    assertThat(it.drifts())
        .singleElement()
        .satisfies(
            drift -> {
              assertThat(drift.machine()).isEqualTo(made.id());
              assertThat(drift.aspect()).isEqualTo(DriftAspect.PRESENCE);
            });
    assertThat(it.state(other)).isEqualTo(MachineState.RUNNING);
    assertThat(it.last("io.novacron.vm.unknown.v1").data()).containsEntry("drift", "presence");
  }

  @Test
  void aMachineThatAListLacksAndTheCloudShowsIsNotMissing() {
    Inventoried it = new Inventoried(world);
    Machine made = it.made("web");
    world.cloud.hideFromLists(Inventoried.reference(made));
    world.time.advance(Duration.ofMinutes(10));
    assertThat(it.state(made)).isEqualTo(MachineState.RUNNING);
    assertThat(it.drifts()).isEmpty();
  }

  @Test
  void aReadThatMustBeYoungAsksTheCloudAndOneThatNeedNotDoesNot() {
    Inventoried it = new Inventoried(world);
    Machine made = it.made("web");
    world.time.advance(Duration.ofSeconds(20));
    world.cloud.force(Inventoried.reference(made), MachineState.STOPPED);
    world.cloud.calls().clear();
    Machine known =
        it.eventually(
            it.node.inventory.service().get(World.caller(), made.id(), Duration.ofHours(1)));
    assertThat(known.status().state()).isEqualTo(MachineState.RUNNING);
    assertThat(world.cloud.calls()).doesNotContain("describe");
    Machine fresh =
        it.eventually(it.node.inventory.service().get(World.caller(), made.id(), Duration.ZERO));
    assertThat(fresh.status().state()).isEqualTo(MachineState.STOPPED);
    assertThat(fresh.status().observedFrom()).isEqualTo("describe");
    assertThat(Collections.frequency(world.cloud.calls(), "describe")).isEqualTo(1);
  }

  @Test
  void aReadGoesOnToAnswerWithItsAgeWhileTheCloudDoesNot() {
    Inventoried it = new Inventoried(world);
    Machine made = it.made("web");
    world.time.advance(Duration.ofSeconds(20));
    Instant seen = it.machine(made).status().observedAt();
    world.cloud.next("describe", new Behaviour.LoseRequest());
    Instant asked = world.time.instant();
    Machine known =
        it.eventually(it.node.inventory.service().get(World.caller(), made.id(), Duration.ZERO));
    assertThat(known.status().observedAt()).isEqualTo(seen);
    assertThat(Duration.between(asked, world.time.instant()))
        .isLessThanOrEqualTo(world.inventorySettings.freshness());
  }

  @Test
  void aListThatMustBeYoungHasTheCloudListedFirst() {
    Inventoried it = new Inventoried(world);
    Machine made = it.made("web");
    world.time.advance(Duration.ofSeconds(30));
    world.cloud.force(Inventoried.reference(made), MachineState.STOPPED);
    it.eventually(
        it.node.inventory.service().refresh(World.caller(), null, null, Duration.ofSeconds(1)));
    assertThat(it.state(made)).isEqualTo(MachineState.STOPPED);
  }

  @Test
  void whatWasSeenBeforeARestartIsKnownAfterIt() {
    Inventoried it = new Inventoried(world);
    Machine made = it.made("web");
    world.cloud.force(Inventoried.reference(made), MachineState.STOPPED);
    world.time.until(() -> it.state(made) == MachineState.STOPPED, SOON);
    it.node.kill();
    world.time.advance(Duration.ofMinutes(2));
    Inventoried next = new Inventoried(world);
    world.cloud.force(Inventoried.reference(made), MachineState.RUNNING);
    world.time.until(() -> next.state(made) == MachineState.RUNNING, SOON);
    assertThat(next.drifts()).isEmpty();
    assertThat(next.machine(made).status().conditions())
        .extracting(Condition::type, Condition::status)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("Drifted", false));
  }

  private static RegionView region(Inventoried it) {
    List<RegionView> all = it.eventually(it.node.inventory.service().regions(World.caller()));
    return all.stream().filter(view -> view.region().equals("r1")).findFirst().orElseThrow();
  }
}
