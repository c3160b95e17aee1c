package io.novacron.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A server with simulated accounts that never say no. */
final class SimulatedServer {
  private SimulatedServer() {}

  /** A server in a copy of the home, so that account files can be put there; not started. */
  static ServerProcess prepare(Path home, Path work) throws IOException, InterruptedException {
    Files.createDirectories(work);
    Path copy = work.resolve("home");
    Directories.copy(home, copy);
    ServerProcess server = new ServerProcess(copy, work);
    // What is measured is the server, and not the bound of what one caller may ask.
    server.settings("io.novacron.rest", Map.of("callerRequestsPerSecond", "0"));
    return server;
  }

  /** The settings of an account whose machines take so long to make. */
  static Map<String, String> settings(int provisioningSeconds) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("provider", "simulator");
    settings.put("cloud", "aws");
    settings.put("provisioningMillis", Integer.toString(provisioningSeconds * 1_000));
    settings.put("quotaVcpus", "1000000000");
    settings.put("capacityPerZone", "1000000");
    return settings;
  }

  /** What a create says beside its name, with account and type given. */
  static String given(String account) {
    return "\"instanceType\": \"m7g.xlarge\","
        + " \"placement\": {\"account\": \""
        + account
        + "\", \"region\": \"us-east-1\"}";
  }
}
