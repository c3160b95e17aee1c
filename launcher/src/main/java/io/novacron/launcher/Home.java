package io.novacron.launcher;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where this process stands, as the start script found it.
 *
 * @param home the unpacked archive
 * @param data the data directory, absolute
 * @param callerDirectory the directory that relative arguments are taken from
 */
record Home(
    Path home,
    Path data,
    Path callerDirectory,
    String version,
    Map<String, String> environment,
    PrintStream out,
    PrintStream err) {

  static Home ofThisProcess() {
    return new Home(
        Path.of(System.getProperty("novacron.home", ".")).toAbsolutePath().normalize(),
        Path.of(System.getProperty("novacron.data", "data")).toAbsolutePath().normalize(),
        Path.of(System.getProperty("novacron.cwd", ".")).toAbsolutePath().normalize(),
        System.getProperty("novacron.version", "unknown"),
        System.getenv(),
        System.out,
        System.err);
  }

  Settings settings() {
    return new SettingsReader(environment, home.resolve("etc").resolve("novacron.properties"))
        .read(data);
  }

  /** Says something to the person at the terminal, beside the output proper. */
  void say(String line) {
    err.println("novacron: " + line);
  }
}
