package io.novacron.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The simulated clouds' own record of what was really done, read from their files. */
record TransitionLog(List<Map<String, String>> lines) {
  /** Reads the logs of all simulated accounts below a server's data directory. */
  static TransitionLog of(Path data) throws IOException {
    List<Map<String, String>> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file :
          files.filter(path -> path.getFileName().toString().equals("transitions.log")).toList()) {
        for (String line : Files.readAllLines(file)) {
          Map<String, String> fields = new TreeMap<>();
          for (String field : line.split("\t")) {
            int equals = field.indexOf('=');
            fields.put(field.substring(0, equals), field.substring(equals + 1));
          }
          lines.add(fields);
        }
      }
    }
    return new TransitionLog(lines);
  }

  /** How many machines were made for each machine of ours. */
  Map<String, Integer> createdByMachine() {
    Map<String, Integer> counts = new TreeMap<>();
    for (Map<String, String> line : lines) {
      if ("created".equals(line.get("event"))) {
        counts.merge(line.get("tag.novacron-machine"), 1, Integer::sum);
      }
    }
    return counts;
  }

  /** Our ids of the machines that exist at the clouds. */
  Set<String> alive() {
    Map<String, String> byReference = new TreeMap<>();
    for (Map<String, String> line : lines) {
      if ("created".equals(line.get("event"))) {
        byReference.put(line.get("reference"), line.get("tag.novacron-machine"));
      } else if ("deleting".equals(line.get("event")) || "deleted".equals(line.get("event"))) {
        byReference.remove(line.get("reference"));
      }
    }
    return new TreeSet<>(byReference.values());
  }
}
