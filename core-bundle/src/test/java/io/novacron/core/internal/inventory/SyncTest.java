package io.novacron.core.internal.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.event.Event;
import io.novacron.api.machine.Condition;
import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineState;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SyncTest {
  private final World world = new World();

  @Test
  void aMachineThatIsStoppedAtItsCloudIsFoundStopped() {
    World.Node node = started();
    Machine made = made(node, "web");
    world.cloud.force(reference(made), MachineState.STOPPED);
    world.time.until(() -> state(node, made) == MachineState.STOPPED, Duration.ofMinutes(5));
    Machine found = node.machine(made.id());
    assertThat(found.desiredState()).isEqualTo(DesiredState.RUNNING);
    assertThat(found.status().observedFrom()).isEqualTo("list");
    assertThat(found.status().observedAt()).isAfter(made.status().observedAt());
    assertThat(found.status().conditions())
        .filteredOn(condition -> condition.type().equals("Drifted"))
        .extracting(Condition::status)
        .containsExactly(true);
    Event event = last(node, "io.novacron.vm.stopped.v1");
    assertThat(event.data()).containsEntry("observedFrom", "list").containsEntry("drift", "state");
  }

  @Test
  void aMachineThatIsAsRecordedGetsYoungerWithEachListAndKeepsItsRevision() {
    World.Node node = started();
    Machine made = made(node, "web");
    int events = node.events.size();
    Instant before = world.time.instant();
    world.time.advance(Duration.ofMinutes(5));
    Machine later = node.machine(made.id());
    assertThat(later.status().observedAt()).isAfter(before);
    assertThat(later.status().observedFrom()).isEqualTo("list");
    assertThat(later.revision()).isEqualTo(made.revision());
    assertThat(node.events).hasSize(events);
  }

  @Test
  void whatAnOperationDoesIsNotTakenForDrift() {
    World.Node node = started();
    world.cloud.takesToMake(Duration.ofMinutes(3));
    Machine made = made(node, "web");
    node.done(node.act(made.id(), MachineAction.STOP).operation().id());
    world.time.advance(Duration.ofMinutes(5));
    Machine later = node.machine(made.id());
    assertThat(later.status().state()).isEqualTo(MachineState.STOPPED);
    assertThat(later.status().conditions()).isEmpty();
  }

  private World.Node started() {
    World.Node node = world.start();
    node.inventory.start();
    return node;
  }

  private static Machine made(World.Node node, String name) {
    Machine machine = node.create(name, null).machine();
    node.done(machine.operation());
    return node.machine(machine.id());
  }

  private static String reference(Machine machine) {
    return Objects.requireNonNull(machine.status().providerReference());
  }

  private static MachineState state(World.Node node, Machine machine) {
    return node.machine(machine.id()).status().state();
  }

  private static Event last(World.Node node, String type) {
    List<Event> all = node.events.stream().filter(event -> event.type().equals(type)).toList();
    return all.get(all.size() - 1);
  }
}
