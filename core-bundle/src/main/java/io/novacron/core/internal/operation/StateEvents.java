package io.novacron.core.internal.operation;

import io.novacron.api.error.Problem;
import io.novacron.api.event.Event;
import io.novacron.api.machine.Machine;
import io.novacron.api.operation.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events that tell what a change does to a machine and to operations. */
final class StateEvents {
  private final String source;

  /**
   * Makes events of one node.
   *
   * @param node name of the node
   */
  StateEvents(String node) {
    source = "/novacron/" + node;
  }

  /**
   * What a change is told by: that of the machine first; none where nothing worth telling changes.
   */
  List<Event> of(Change change) {
    List<Event> events = new ArrayList<>();
    Machine machine = change.machine();
    String machineWord = machine == null ? null : word(change.machineBefore(), machine);
    if (machine != null && machineWord == null && change.observedBy() != null) {
      machineWord = "observed";
    }
    if (machine != null && machineWord != null) {
      events.add(of(machine, machineWord, change));
    }
    for (Change.OperationChange operation : change.operations()) {
      String word = word(operation.before(), operation.after());
      if (word != null) {
        events.add(of(operation.after(), word, machine, change.at()));
      }
    }
    return events;
  }

  private static @Nullable String word(@Nullable Machine before, Machine after) {
    if (before == null || before.status().state() != after.status().state()) {
      return word(after.status().state());
    }
    return before.generation() == after.generation() && before.spec().equals(after.spec())
        ? null
        : "updated";
  }

  private static @Nullable String word(@Nullable Operation before, Operation after) {
    if (before == null || before.state() != after.state()) {
      return word(after.state());
    }
    return after.cancelRequested() && !before.cancelRequested() ? "cancel-requested" : null;
  }

  private static String word(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Event of(Machine machine, String word, Change change) {
    Map<String, String> data = new HashMap<>();
    data.put("name", machine.name());
    data.put("state", machine.status().state().name());
    data.put("operation", machine.operation());
    putIfPresent(data, "region", machine.status().region());
    String observedBy = change.observedBy();
    if (observedBy != null) {
      data.put("observedFrom", observedBy);
      data.put("drift", change.observedDrift());
    }
    return event(
        "vm",
        machine.tenant(),
        machine.id(),
        word,
        machine.revision() + 1,
        machine,
        change.at(),
        data);
  }

  private Event of(Operation operation, String word, @Nullable Machine machine, Instant time) {
    Map<String, String> data = new HashMap<>();
    data.put("kind", operation.kind().wireName());
    data.put("state", operation.state().name());
    data.put("target", operation.target());
    data.put("actor", operation.actor());
    putIfPresent(data, "parent", operation.parent());
    Problem error = operation.error();
    putIfPresent(data, "error", error == null ? null : error.code());
    return event(
        "operation",
        operation.tenant(),
        operation.id(),
        word,
        operation.revision() + 1,
        machine,
        time,
        data);
  }

  private Event event(
      String kind,
      String tenant,
      String id,
      String word,
      long revision,
      @Nullable Machine machine,
      Instant time,
      Map<String, String> data) {
    String subject = kind + "/" + id;
    return new Event(
        Event.id(subject, revision),
        tenant,
        source,
        "io.novacron." + kind + "." + word + ".v1",
        subject,
        time,
        revision,
        machine == null ? null : machine.status().account(),
        machine == null ? Map.of() : machine.spec().labels(),
        data);
  }

  private static void putIfPresent(Map<String, String> data, String key, @Nullable String value) {
    if (value != null) {
      data.put(key, value);
    }
  }
}
