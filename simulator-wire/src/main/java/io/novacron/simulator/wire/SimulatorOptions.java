package io.novacron.simulator.wire;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of the command line.
 *
 * @param port port on the loopback interface; 0 for one that is free
 * @param data directory of the log
 * @param settings settings of the engine, by their names
 */
record SimulatorOptions(int port, Path data, Map<String, String> settings) {
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("--seed", "seed"),
          Map.entry("--latency", "latencyMillis"),
          Map.entry("--latency-spread", "latencySpreadPercent"),
          Map.entry("--visibility-delay", "visibilityDelayMillis"),
          Map.entry("--provisioning", "provisioningMillis"),
          Map.entry("--terminated-shown", "deletedShownSeconds"),
          Map.entry("--token-lifetime", "tokenSeconds"),
          Map.entry("--quota-vcpus", "quotaVcpus"),
          Map.entry("--quota-snapshots", "quotaSnapshots"),
          Map.entry("--shortage", "shortagePercent"),
          Map.entry("--capacity-per-zone", "capacityPerZone"));

  static final String USAGE =
      """
      Usage: novacron simulator --port PORT --data DIR [OPTIONS]

      A simulated cloud that speaks EC2's own protocol on 127.0.0.1. It keeps all machines in DIR, also
      over a kill. Ctrl-C stops it.

        --port PORT              port on the loopback interface; 0 takes a free one and prints it
        --data DIR               directory of its log, made when it is not there
        --seed N                 what chance follows from (1)
        --latency MS             median time that a call takes (40)
        --latency-spread PERCENT spread of that time (35)
        --visibility-delay MS    how long a new instance is missing from reads (200)
        --provisioning MS        about how long a new instance is pending (1000)
        --terminated-shown S     how long a terminated instance is still shown (600)
        --token-lifetime S       how long a client token stands for its instance (86400)
        --quota-vcpus N          vCPUs that may be in use in one region (100000)
        --quota-snapshots N      snapshots that may be there in one region (1000)
        --shortage PERCENT       share of the pairs of region and type that are sold out (0)
        --capacity-per-zone N    instances of one type that fit in one zone (100000)
        --help                   this text

      Faults, counts of calls and the truth are under http://127.0.0.1:PORT/_simulator.
      Exit codes: 0 done, 2 wrong use, 3 refused (port or data in use).
      """;

  SimulatorOptions {
    settings = Map.copyOf(settings);
  }

  /**
   * Reads a command line.
   *
   * @param directory what relative paths start from
   * @throws IllegalArgumentException when it is wrong, with a sentence that says how
   */
  static SimulatorOptions parse(List<String> arguments, Path directory) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("cloud", "aws");
    settings.put("tokenSeconds", "86400");
    Integer port = null;
    Path data = null;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      String setting = SETTINGS.get(name);
      if (setting == null && !name.equals("--port") && !name.equals("--data")) {
        throw new IllegalArgumentException(
            "'"
                + name
                + "' is no option of simulator; legal are --port, --data, "
                + String.join(", ", SETTINGS.keySet().stream().sorted().toList()));
      }
      String value = equals < 0 ? next(arguments, ++i, name) : argument.substring(equals + 1);
      if (setting != null) {
        settings.put(setting, value);
      } else if (name.equals("--port")) {
        port = port(value);
      } else {
        data = directory.resolve(value);
      }
    }
    if (port == null || data == null) {
      throw new IllegalArgumentException("--port and --data have to be given");
    }
    return new SimulatorOptions(port, data, settings);
  }

  private static String next(List<String> arguments, int index, String name) {
    if (index == arguments.size()) {
      throw new IllegalArgumentException(name + " needs a value after it");
    }
    return arguments.get(index);
  }

  private static @Nullable Integer port(String value) {
    try {
      int port = Integer.parseInt(value);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Told below, together with numbers out of range.
    }
    throw new IllegalArgumentException("--port must be from 0 to 65535 but is " + value);
  }
}
