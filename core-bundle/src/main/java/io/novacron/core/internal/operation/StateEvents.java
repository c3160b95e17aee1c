package io.novacron.core.internal.operation;

import io.novacron.api.error.Problem;
import io.novacron.api.event.Event;
import io.novacron.api.machine.Machine;
import io.novacron.api.operation.Operation;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events that tell of a new state of a machine or of an operation. */
public final class StateEvents {
  private final String source;

  /**
   * Makes events of one node.
   *
   * @param node name of the node
   */
  public StateEvents(String node) {
    source = "/novacron/" + node;
  }

  /** The machine is in a new state. */
  public Event of(Machine machine, Instant time) {
    Map<String, String> data = new HashMap<>();
    data.put("name", machine.name());
    data.put("state", machine.status().state().name());
    data.put("operation", machine.operation());
    putIfPresent(data, "account", machine.status().account());
    putIfPresent(data, "region", machine.status().region());
    return event(
        "vm",
        machine.tenant(),
        machine.id(),
        machine.status().state(),
        machine.revision(),
        time,
        data);
  }

  /** The operation is in a new state. */
  public Event of(Operation operation, Instant time) {
    Map<String, String> data = new HashMap<>();
    data.put("kind", operation.kind().wireName());
    data.put("state", operation.state().name());
    data.put("target", operation.target());
    Problem error = operation.error();
    putIfPresent(data, "error", error == null ? null : error.code());
    return event(
        "operation",
        operation.tenant(),
        operation.id(),
        operation.state(),
        operation.revision(),
        time,
        data);
  }

  private Event event(
      String kind,
      String tenant,
      String id,
      Enum<?> state,
      long revision,
      Instant time,
      Map<String, String> data) {
    String word = state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new Event(
        id + "." + revision,
        tenant,
        source,
        "io.novacron." + kind + "." + word + ".v1",
        kind + "/" + id,
        time,
        revision,
        data);
  }

  private static void putIfPresent(Map<String, String> data, String key, @Nullable String value) {
    if (value != null) {
      data.put(key, value);
    }
  }
}
