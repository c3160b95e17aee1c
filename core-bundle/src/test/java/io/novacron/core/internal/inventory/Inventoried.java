package io.novacron.core.internal.inventory;

import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.event.Event;
import io.novacron.api.inventory.Drift;
import io.novacron.api.inventory.DriftQuery;
import io.novacron.api.inventory.Orphan;
import io.novacron.api.inventory.OrphanQuery;
import io.novacron.api.inventory.OrphanReport;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineState;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** A node whose inventory lists the fake cloud, with the questions that its tests ask. */
final class Inventoried {
  static final Duration SOON = Duration.ofMinutes(5);

  final World world;
  final World.Node node;

  Inventoried(World world) {
    this.world = world;
    node = world.start();
    node.inventory.start();
  }

  /** Makes a machine and waits until its create has ended. */
  Machine made(String name) {
    Machine machine = node.create(name, null).machine();
    node.done(machine.operation());
    return machine(machine);
  }

  Machine machine(Machine machine) {
    return node.machine(machine.id());
  }

  MachineState state(Machine machine) {
    return machine(machine).status().state();
  }

  static String reference(Machine machine) {
    return Objects.requireNonNull(machine.status().providerReference());
  }

  List<Drift> drifts() {
    return node.answer(node.inventory.drifts().list(World.caller(), DriftQuery.open())).items();
  }

  OrphanReport report() {
    return node.answer(node.inventory.orphans().list(World.caller(), OrphanQuery.all()));
  }

  List<Orphan> orphans() {
    return report().items();
  }

  Event last(String type) {
    List<Event> all = node.events.stream().filter(event -> event.type().equals(type)).toList();
    if (all.isEmpty()) {
      throw new AssertionError("no event " + type);
    }
    return all.get(all.size() - 1);
  }

  /** What a stage gives, with as much time passing as it needs. */
  <T> T eventually(CompletionStage<T> stage) {
    world.time.until(() -> stage.toCompletableFuture().isDone(), SOON);
    return stage.toCompletableFuture().join();
  }

  /** The problem that a stage fails with. */
  Problem problem(CompletionStage<?> stage) {
    try {
      eventually(stage);
    } catch (CompletionException e) {
      if (Failures.unwrapped(e) instanceof ProblemException known) {
        return known.problem();
      }
      throw e;
    }
    throw new AssertionError("it did not fail");
  }
}
