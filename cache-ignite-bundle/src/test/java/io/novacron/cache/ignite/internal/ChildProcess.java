package io.novacron.cache.ignite.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A {@link WritingProcess} and what it has said. */
final class ChildProcess implements AutoCloseable {
  private final Process process;
  private final Thread reader;
  private final Map<Integer, Long> acknowledged = new ConcurrentHashMap<>();
  private final AtomicLong acknowledgements = new AtomicLong();
  private final List<String> rest = new CopyOnWriteArrayList<>();

  ChildProcess(Path directory, int valueBytes) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("-XX:ErrorFile=/dev/stdout");
    // The same access to the JDK as this process has.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(WritingProcess.class.getName());
    command.add(directory.toString());
    command.add(String.valueOf(valueBytes));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    reader = new Thread(this::read, "child-output");
    reader.start();
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("ack ")) {
          String[] parts = line.split(" ", -1);
          acknowledged.merge(Integer.valueOf(parts[1]), Long.valueOf(parts[2]), Math::max);
          acknowledgements.incrementAndGet();
        } else {
          rest.add(line);
        }
      }
    } catch (IOException e) {
      rest.add(e.toString());
    }
  }

  long acknowledgements() {
    return acknowledgements.get();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as kill -9 does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    finished();
  }

  /** Waits for its end; gives its exit status. */
  int finished() throws InterruptedException {
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      throw new AssertionError("the process did not end; it said:\n" + output());
    }
    reader.join();
    return process.exitValue();
  }

  /** For each writer the last round that was acknowledged; to be called after its end. */
  Map<Integer, Long> acknowledged() {
    return acknowledged;
  }

  /** What it said beside acknowledgements. */
  String output() {
    return String.join("\n", rest);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
