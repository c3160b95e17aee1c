package io.novacron.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.event.Event;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineStatus;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.Step;
import io.novacron.api.operation.WaitingFor;
import io.novacron.core.internal.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that a reader sees of operations while they last, as lines: what changes in them and in the
 * machine, the events, and the calls that reach the cloud.
 */
final class Story {
  private static final Path TEXTS =
      Path.of("src/test/resources/io/novacron/core/internal/operation/stories");
  private static final Duration LONG = Duration.ofHours(3);

  private static final Pattern TOKEN = Pattern.compile("token-[0-9a-z]{26}");

  private final World world;
  private final World.Node node;
  private final List<String> lines = new ArrayList<>();

  /** What stands for an identifier, which would tell a reader of the text nothing. */
  private final Map<String, String> names = new HashMap<>();

  private final Map<String, String> last = new HashMap<>();
  private int operations;
  private int tokens;
  private int events;
  private int calls;
  private String lastMade = "";
  private String lastCalls = "";
  private int times;

  /** Begins now: what has happened before is not told. */
  Story(World world, World.Node node) {
    this.world = world;
    this.node = node;
    events = node.events.size();
    calls = world.cloud.calls().size();
  }

  /** Follows what was asked for to its end. */
  Operation follow(Accepted accepted) {
    return until(accepted, () -> false);
  }

  /** Follows what was asked for until something is so, at most to its end. */
  Operation until(Accepted accepted, BooleanSupplier so) {
    String id = accepted.operation().id();
    if (names.putIfAbsent(id, "operation-" + (operations + 1)) == null) {
      operations++;
    }
    names.put(accepted.machine().id(), "the-machine");
    world.time.until(
        () -> {
          Operation operation = node.operation(id);
          look(operation, node.machine(accepted.machine().id()));
          return operation.done() || so.getAsBoolean();
        },
        LONG);
    return node.operation(id);
  }

  /** Tells what the test does. */
  void say(String text) {
    lines.add("-- " + text);
  }

  private void look(Operation operation, Machine machine) {
    List<String> seen = world.cloud.calls();
    if (seen.size() > calls) {
      tellCalls(String.join(", ", seen.subList(calls, seen.size())));
      calls = seen.size();
    }
    String name = name(operation.id());
    tellNew(
        name,
        "%s%s, %s, revision %d%s%s%s"
            .formatted(
                operation.state(),
                operation.cancelRequested() ? ", to be cancelled" : "",
                "progress " + operation.progress(),
                operation.revision(),
                waiting(operation.waitingFor()),
                operation.endedAt() == null ? "" : ", ended " + at(operation.endedAt()),
                operation.error() == null ? "" : ", " + operation.error()));
    for (int i = 0; i < operation.steps().size(); i++) {
      tellNew(name + " step " + (i + 1), step(operation.steps().get(i)));
    }
    tellNew("the-machine", machine(machine));
    for (Event event : node.events.subList(events, node.events.size())) {
      tell(
          "event",
          "%s of %s, revision %d at %s, %s %s %s"
              .formatted(
                  event.type(),
                  event.subject(),
                  event.revision(),
                  at(event.time()),
                  event.account(),
                  event.labels(),
                  new TreeMap<>(event.data())));
    }
    events = node.events.size();
  }

  /** The same calls again, with nothing new in between, are told in one line. */
  private void tellCalls(String made) {
    boolean again = !lines.isEmpty() && lines.get(lines.size() - 1).equals(lastCalls);
    times = again && made.equals(lastMade) ? times + 1 : 1;
    if (times > 1) {
      lines.remove(lines.size() - 1);
    }
    lastMade = made;
    tell("cloud", times > 1 ? made + " (" + times + " times by now)" : made);
    lastCalls = lines.get(lines.size() - 1);
  }

  private void tellNew(String subject, String text) {
    if (!text.equals(last.put(subject, text))) {
      tell(subject, text);
    }
  }

  private void tell(String subject, String text) {
    String line = at(world.time.instant()) + " " + subject + ": " + text;
    Matcher token = TOKEN.matcher(line);
    while (token.find()) {
      names.putIfAbsent(token.group(), "token-" + ++tokens);
    }
    for (Map.Entry<String, String> each : names.entrySet()) {
      line = line.replace(each.getKey(), each.getValue());
    }
    lines.add(line);
  }

  private String name(String id) {
    return names.getOrDefault(id, id);
  }

  private static String step(Step step) {
    return "%s %s, attempts %d, %s to %s, %s"
        .formatted(
            step.name(),
            step.state(),
            step.attempts(),
            at(step.startedAt()),
            at(step.endedAt()),
            step.detail());
  }

  private static String machine(Machine machine) {
    MachineStatus status = machine.status();
    return "%s as %s, wanted %s, generation %d seen %d, revision %d, at %s/%s for %s, seen %s, %s, %s"
        .formatted(
            status.state(),
            status.providerReference(),
            machine.desiredState(),
            machine.generation(),
            status.observedGeneration(),
            machine.revision(),
            status.region(),
            status.instanceType(),
            status.pricePerHour() == null ? "no price" : status.pricePerHour().amount(),
            at(status.observedAt()),
            status.conditions(),
            machine.snapshots());
  }

  private static String waiting(@Nullable WaitingFor waiting) {
    return waiting == null
        ? ""
        : ", waits for %s from %s to %s"
            .formatted(waiting.kind(), at(waiting.since()), at(waiting.until()));
  }

  /** The time of day, as all that is told happens within one. */
  private static String at(@Nullable Instant instant) {
    return instant == null ? "-" : instant.toString().substring(11);
  }

  /**
   * The story is as the text of that name has it.
   *
   * @param name name of the text, without its ending
   */
  void isAsWritten(String name) throws IOException {
    assertThat(lines).as("what a reader sees of " + name).isNotEmpty();
    lines.add("outcomes that were unknown: " + node.counts.unknownOutcomes());
    Path text = TEXTS.resolve(name + ".txt");
    if (Boolean.getBoolean("novacron.stories.update")) {
      Files.createDirectories(TEXTS);
      Files.write(text, lines);
    }
    assertThat(lines)
        .as(
            "what a reader sees; if the change is meant, run with -Dnovacron.stories.update=true"
                + " and commit "
                + text)
        .isEqualTo(Files.readAllLines(text));
  }
}
