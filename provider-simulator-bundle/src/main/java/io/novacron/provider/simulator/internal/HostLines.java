package io.novacron.provider.simulator.internal;

import io.novacron.api.packing.Assignment;
import io.novacron.api.packing.Demand;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of a line of the log that tell where a machine of a pool runs. */
final class HostLines {
  private static final String HOST = "host";
  private static final String MODEL_SEPARATOR = "|";

  private HostLines() {}

  /** Writes what the machine takes, so that no later word of the catalog changes it. */
  static TransitionLine with(TransitionLine line, @Nullable HostPlace place) {
    if (place == null) {
      return line;
    }
    Demand demand = place.assignment().demand();
    return line.with(HOST, place.host())
        .with("cpuMillis", Long.toString(demand.cpuMillis()))
        .with("memoryBytes", Long.toString(demand.memoryBytes()))
        .with("gpuMillis", Integer.toString(demand.gpuMillis()))
        .with(
            "gpus",
            place.assignment().gpus().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(",")))
        .with(
            "gpuModels",
            demand.gpuModels().stream().sorted().collect(Collectors.joining(MODEL_SEPARATOR)))
        .with("why", place.why());
  }

  /** Reads it back; absent for a machine of a cloud that keeps its hosts to itself. */
  static @Nullable HostPlace read(TransitionLine line) {
    if (!line.fields().containsKey(HOST)) {
      return null;
    }
    List<Integer> gpus = words(line.get("gpus"), ",").stream().map(Integer::valueOf).toList();
    return new HostPlace(
        new Assignment(
            line.get(HOST),
            new Demand(
                line.number("cpuMillis"),
                line.number("memoryBytes"),
                gpus.size(),
                (int) line.number("gpuMillis"),
                Set.copyOf(words(line.get("gpuModels"), "\\|"))),
            gpus),
        line.get("why"));
  }

  private static List<String> words(String text, String separator) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(separator, -1));
  }
}
