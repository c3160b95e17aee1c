package io.novacron.provider.aws.internal;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An EC2 by others that comes as a Python package, as a process of its own on a free port. Fetched
 * once into the build directory of the project, started once in a JVM, and stopped with it. Safe
 * for use by many threads.
 */
public final class PythonEmulator {
  private static final Duration FETCH = Duration.ofMinutes(5);
  private static final Duration START = Duration.ofSeconds(60);

  private final String name;
  private final String requirement;
  private final Path home;
  private final IntFunction<Launch> launch;
  private final String resetPath;

  private @Nullable URI running;

  /**
   * How it is started.
   *
   * @param command file in the folder of the package's programs, and its arguments
   * @param environment variables that it gets besides our own
   */
  record Launch(List<String> command, Map<String, String> environment) {}

  /**
   * Names one that is not started yet.
   *
   * @param name what people call it
   * @param version version of the package
   * @param requirement the package with its version, as pip takes it
   * @param launch how it is started on a port
   * @param resetPath where a POST makes it forget everything
   */
  PythonEmulator(
      String name,
      String version,
      String requirement,
      IntFunction<Launch> launch,
      String resetPath) {
    this.name = name;
    this.requirement = requirement;
    this.home = project().resolve("build").resolve(name + "-" + version).toAbsolutePath();
    this.launch = launch;
    this.resetPath = resetPath;
  }

  /** Where it listens; started when it is not yet there. */
  public synchronized URI uri() {
    if (running == null) {
      running = start();
    }
    return running;
  }

  /** Forgets everything that was made. */
  public void reset() {
    HttpRequest request =
        HttpRequest.newBuilder(uri().resolve(resetPath))
            .POST(HttpRequest.BodyPublishers.noBody())
            .timeout(START)
            .build();
    try {
      HttpResponse<Void> reply =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
      if (reply.statusCode() != 200) {
        fail(name + " was not reset: status " + reply.statusCode());
      }
    } catch (IOException e) {
      fail(name + " was not reset", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail("interrupted", e);
    }
  }

  /** The project's directory, from that of a module or from itself. */
  private static Path project() {
    Path directory = Path.of("").toAbsolutePath();
    while (directory.getParent() != null
        && Files.exists(directory.getParent().resolve("pom.xml"))) {
      directory = directory.getParent();
    }
    return directory;
  }

  private URI start() {
    try {
      fetch();
      int port = freePort();
      Path log = home.resolve("server.log");
      Launch how = launch.apply(port);
      List<String> command = new ArrayList<>(how.command());
      command.set(0, program(command.get(0)));
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().putAll(how.environment());
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      awaitPort(process, port, log);
      return URI.create("http://127.0.0.1:" + port);
    } catch (IOException e) {
      return fail(name + " cannot be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail("interrupted", e);
    }
  }

  private void fetch() throws IOException, InterruptedException {
    Path complete = home.resolve("complete");
    if (Files.exists(complete)) {
      return;
    }
    run(List.of("python3", "-m", "venv", "--clear", home.toString()));
    run(List.of(program("pip"), "install", "--quiet", "--disable-pip-version-check", requirement));
    Files.createFile(complete);
  }

  private String program(String file) {
    return home.resolve("bin").resolve(file).toString();
  }

  private void run(List<String> command) throws IOException, InterruptedException {
    Path log = Files.createDirectories(home.getParent()).resolve(name + "-fetch.log");
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      fail(
          "The contract of the AWS provider is run on "
              + name
              + ", which needs Python 3.11 or newer with venv and pip as python3 on the path"
              + " (package python3-venv on Debian): "
              + e.getMessage());
      return;
    }
    if (!process.waitFor(FETCH.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      fail(String.join(" ", command) + " did not end; see " + log);
    }
    if (process.exitValue() != 0) {
      fail(
          String.join(" ", command)
              + " failed. It needs Python 3.11 or newer with venv and pip (package python3-venv on"
              + " Debian) and a Python package index; see "
              + log);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitPort(Process process, int port, Path log) throws InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < end) {
      if (!process.isAlive()) {
        fail(name + " ended with " + process.exitValue() + "; see " + log);
      }
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
        return;
      } catch (IOException e) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    process.destroyForcibly();
    fail(name + " does not listen on port " + port + "; see " + log);
  }
}
