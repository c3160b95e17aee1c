package io.novacron.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The simulated AWS in a process of its own, beside the server: it outlives a server that is
 * killed, which then finds it again. A server that is stopped stops it, too.
 */
final class SimulatorProcess {
  /** What {@code bin/novacron simulator} says once it serves. */
  private static final Pattern READY = Pattern.compile("simulator ready at (http://\\S+),.*");

  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);
  private static final long POLL_MILLIS = 50;

  private final Path directory;
  private final ProcessHandle process;
  private final URI endpoint;

  private SimulatorProcess(Path directory, ProcessHandle process, URI endpoint) {
    this.directory = directory;
    this.process = process;
    this.endpoint = endpoint;
  }

  /**
   * Finds the one that an earlier server has left, or starts one.
   *
   * @throws LauncherException when it does not start
   */
  static SimulatorProcess ensure(Home home, Settings settings) throws InterruptedException {
    Path directory = settings.data().resolve("wire-simulator");
    try {
      Files.createDirectories(directory);
      // No secret: the simulator takes any key, and the provider wants to be given one.
      Files.writeString(directory.resolve("access-key-id"), "AKIASIMULATED0000000");
      Files.writeString(directory.resolve("secret-access-key"), "simulated");
      Optional<SimulatorProcess> found = find(directory);
      return found.isPresent() ? found.get() : start(home, settings, directory);
    } catch (IOException e) {
      throw new LauncherException(
          ExitCode.FAILED, "the simulator was not started: " + Failures.reason(e));
    }
  }

  URI endpoint() {
    return endpoint;
  }

  Path directory() {
    return directory;
  }

  /** Stops it and waits until it has ended. */
  void stop() {
    process.destroy();
    try {
      process.onExit().get(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
    }
  }

  private static Optional<SimulatorProcess> find(Path directory) throws InterruptedException {
    try {
      String[] words = Files.readString(directory.resolve("process")).trim().split(" ");
      long startedAt = Long.parseLong(words[1]);
      // A number is given to another process some day; its start tells them apart.
      Optional<ProcessHandle> process =
          ProcessHandle.of(Long.parseLong(words[0]))
              .filter(found -> RunningNode.startOf(found) == startedAt);
      URI endpoint = URI.create(words[2]);
      return process.isPresent() && answers(endpoint)
          ? Optional.of(new SimulatorProcess(directory, process.get(), endpoint))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static boolean answers(URI endpoint) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve("/_simulator/calls"))
            .timeout(LONGEST_ANSWER)
            .build();
    try {
      return HttpClient.newHttpClient()
              .send(request, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static SimulatorProcess start(Home home, Settings settings, Path directory)
      throws IOException, InterruptedException {
    Path said = directory.resolve("said");
    Path log = Files.createDirectories(settings.data().resolve("log")).resolve("simulator.log");
    Process process =
        new ProcessBuilder(
                home.home().resolve("bin/novacron").toString(),
                "simulator",
                "--port",
                "0",
                "--data",
                directory.resolve("data").toString())
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    URI endpoint = awaitReady(process, said, log);
    Files.writeString(
        directory.resolve("process"),
        process.pid() + " " + RunningNode.startOf(process.toHandle()) + " " + endpoint);
    return new SimulatorProcess(directory, process.toHandle(), endpoint);
  }

  private static URI awaitReady(Process process, Path said, Path log)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LONGEST_START.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      Matcher ready = READY.matcher(Files.readString(said).trim());
      if (ready.matches()) {
        return URI.create(ready.group(1));
      }
      Thread.sleep(POLL_MILLIS);
    }
    process.destroyForcibly();
    throw new LauncherException(
        ExitCode.FAILED, "the simulator did not get ready; " + log + " says more");
  }
}
