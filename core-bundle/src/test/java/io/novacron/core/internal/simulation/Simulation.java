package io.novacron.core.internal.simulation;

import static java.util.Objects.requireNonNull;

import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineState;
import io.novacron.core.internal.operation.OperationRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One run: a scenario that follows from a seed, played to its end. First callers, clouds, store and
 * nodes do what they do; then nothing fails any more, and everything has to come to rest; then all
 * machines are deleted, and the clouds have to be empty.
 */
final class Simulation {
  /** How long after the last fault everything has to have ended. */
  private static final Duration SETTLING = Duration.ofMinutes(90);

  private static final Duration LOOK = Duration.ofSeconds(30);
  private static final int MOST_EVENTS = 3_000_000;

  private final long seed;
  private final Chance chance;
  private final Scenario scenario;
  private final VirtualTime time;
  private final Trace trace;
  private final Checks checks;
  private final SimulatedStore store;
  private final List<SimulatedCloud> clouds = new ArrayList<>();
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final Callers callers;
  private final VirtualTime.Process world;
  private boolean faulty = true;
  private int deaths;
  private int events;

  private Simulation(long seed, boolean keepTrace) {
    this.seed = seed;
    chance = new Chance(seed);
    scenario = Scenario.draw(chance.split());
    time = new VirtualTime(chance.split());
    trace = new Trace(time, keepTrace);
    checks = new Checks(time, trace);
    store = new SimulatedStore(time, chance.split(), scenario, checks);
    checks.lookInto(store.memory);
    for (CloudTraits traits : scenario.clouds()) {
      clouds.add(new SimulatedCloud(traits, time, chance.split()));
    }
    callers = new Callers(time, chance.split(), scenario, () -> nodes, checks, trace);
    world = time.process();
  }

  /** Plays a seed. */
  static Result run(long seed) {
    return new Simulation(seed, false).play();
  }

  /** Plays a seed and keeps every line of what happened. */
  static Result runAndTell(long seed) {
    return new Simulation(seed, true).play();
  }

  private Result play() {
    trace.add("seed " + seed, "scenario", scenario);
    for (int i = 1; i <= scenario.nodes(); i++) {
      nodes.add(start("node-" + i));
    }
    planFaults();
    callers.begin();
    Instant end = time.instant().plus(scenario.span());
    while (sound() && time.step(end)) {
      count();
    }
    heal();
    WaitChecks waits = new WaitChecks(time, checks, scenario);
    settle(waits);
    if (sound()) {
      ending().check();
    }
    Ending before = ending();
    if (sound()) {
      deleteAll(before, waits);
    }
    return new Result(
        seed,
        trace.digest(),
        checks.violations(),
        trace.lines(),
        before.operations().size(),
        before.machines().size(),
        deaths,
        count(before, "found"),
        count(before, "remove-duplicates"),
        events);
  }

  private static int count(Ending ending, String word) {
    return (int)
        ending.operations().values().stream()
            .filter(record -> record.operation().steps().toString().contains(word))
            .count();
  }

  private boolean sound() {
    return checks.violations().isEmpty();
  }

  private void count() {
    if (++events > MOST_EVENTS) {
      checks.violated("something runs in circles: " + events + " events");
    }
  }

  private SimulatedNode start(String name) {
    trace.add(name, "starts", "");
    SimulatedNode node =
        new SimulatedNode(name, time, chance.split(), scenario, store, clouds, checks, trace);
    if (faulty && deaths < scenario.crashes()) {
      node.dieAfter(chance.between(1, 400), () -> died(node));
    }
    return node;
  }

  private void died(SimulatedNode node) {
    deaths++;
    world.after(
        chance.between(Duration.ofMillis(50), Duration.ofSeconds(chance.in(0.1) ? 120 : 15)),
        () -> {
          nodes.remove(node);
          nodes.add(start(node.name()));
        });
  }

  private void planFaults() {
    for (int i = 0; i < scenario.pauses(); i++) {
      world.after(
          someTime(),
          () -> {
            SimulatedNode node = chance.pick(nodes);
            node.pauseAfter(
                chance.between(1, 40),
                chance.between(Duration.ofMillis(200), Duration.ofSeconds(100)));
          });
    }
    for (int i = 0; i < scenario.outages(); i++) {
      world.after(
          someTime(),
          () -> {
            SimulatedCloud cloud = chance.pick(clouds);
            Duration length = chance.between(Duration.ofSeconds(5), Duration.ofMinutes(10));
            trace.add(cloud.traits.account(), "is out", length);
            cloud.out(length);
          });
    }
    for (int i = 0; i < scenario.swaps(); i++) {
      world.after(
          someTime(),
          () ->
              chance
                  .pick(nodes)
                  .swap(
                      chance.between(0, clouds.size() - 1),
                      chance.between(Duration.ofMillis(100), Duration.ofSeconds(60))));
    }
  }

  private Duration someTime() {
    return chance.between(Duration.ofSeconds(1), scenario.span());
  }

  private void heal() {
    trace.add("world", "nothing fails any more", "");
    faulty = false;
    store.heal();
    clouds.forEach(SimulatedCloud::heal);
    nodes.forEach(
        node -> {
          node.dieAfter(0, () -> {});
          node.pauseAfter(0, Duration.ZERO);
        });
  }

  /** Lets time pass until everything has ended, or should have. */
  private void settle(WaitChecks waits) {
    Instant limit = time.instant().plus(SETTLING);
    boolean ended = false;
    while (sound() && !ended && time.instant().isBefore(limit)) {
      Instant next = time.instant().plus(LOOK);
      while (sound() && time.step(next)) {
        count();
      }
      Ending now = ending();
      look(now, waits);
      ended = now.live().isEmpty() && callers.requests().stream().noneMatch(Request::open);
    }
    // What is still on its way to a cloud arrives.
    Instant late = time.instant().plus(Duration.ofMinutes(3));
    while (sound() && time.step(late)) {
      count();
    }
  }

  private void look(Ending now, WaitChecks waits) {
    for (String id : now.live()) {
      OperationRecord record = requireNonNull(now.operations().get(id));
      nodes.stream()
          .filter(SimulatedNode::serves)
          .forEach(
              node ->
                  node.operations()
                      .get(Callers.caller(record.operation().tenant(), "look"), id)
                      .thenAccept(seen -> waits.look(seen, record.place().account())));
    }
  }

  private Ending ending() {
    return new Ending(store.memory, clouds, callers.requests(), scenario, checks, time.instant());
  }

  private void deleteAll(Ending before, WaitChecks waits) {
    trace.add("world", "deletes all", "");
    for (Request create : List.copyOf(callers.requests())) {
      if (create.creates() && create.acknowledged()) {
        Machine machine = before.machines().get(create.machine());
        if (machine != null && machine.status().state() != MachineState.DELETED) {
          callers.delete(create);
        }
      }
    }
    settle(waits);
    if (!sound()) {
      return;
    }
    Ending after = ending();
    after.check();
    for (Request request : callers.requests()) {
      if (!request.creates() || !request.acknowledged()) {
        continue;
      }
      Machine machine = after.machines().get(request.machine());
      if (machine != null && machine.status().state() != MachineState.DELETED) {
        OperationRecord latest = after.operations().get(machine.operation());
        checks.violated("machine " + machine.id() + " could not be deleted at last: " + latest);
      }
    }
  }

  /**
   * How a run went.
   *
   * @param seed its seed
   * @param digest of all that happened
   * @param violations what must not be and was; empty when all is well
   * @param trace all that happened, when it was asked for
   * @param operations how many operations were recorded
   * @param machines how many machines were recorded
   * @param deaths how often a node died
   * @param asked how many operations found something at a cloud after an unknown outcome
   * @param duplicates how many operations removed a second machine
   * @param events how many tasks were run
   */
  record Result(
      long seed,
      String digest,
      List<String> violations,
      List<String> trace,
      int operations,
      int machines,
      int deaths,
      int asked,
      int duplicates,
      int events) {}
}
