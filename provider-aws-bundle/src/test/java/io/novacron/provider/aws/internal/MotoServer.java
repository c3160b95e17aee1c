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
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Moto, an EC2 by others, as a process of its own on a free port. Fetched once into the build
 * directory of the project, started once in a JVM, and stopped with it.
 */
public final class MotoServer {
  private static final String VERSION = "5.2.4";
  private static final Path HOME = project().resolve("build").resolve("moto-" + VERSION);
  private static final Duration FETCH = Duration.ofMinutes(5);
  private static final Duration START = Duration.ofSeconds(60);

  private static @Nullable URI running;

  private MotoServer() {}

  /** Where it listens; started when it is not yet there. */
  public static synchronized URI uri() {
    if (running == null) {
      running = start();
    }
    return running;
  }

  /** Forgets everything that was made. */
  public static void reset() {
    HttpRequest request =
        HttpRequest.newBuilder(uri().resolve("/moto-api/reset"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .timeout(START)
            .build();
    try {
      HttpResponse<Void> reply =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
      if (reply.statusCode() != 200) {
        fail("moto was not reset: status " + reply.statusCode());
      }
    } catch (IOException e) {
      fail("moto was not reset", e);
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

  private static URI start() {
    try {
      Path server = fetched();
      int port = freePort();
      Path log = HOME.resolve("server.log");
      Process process =
          new ProcessBuilder(server.toAbsolutePath().toString(), "-H", "127.0.0.1", "-p", "" + port)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      awaitPort(process, port, log);
      return URI.create("http://127.0.0.1:" + port);
    } catch (IOException e) {
      return fail("moto " + VERSION + " cannot be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail("interrupted", e);
    }
  }

  private static Path fetched() throws IOException, InterruptedException {
    Path server = HOME.resolve("bin").resolve("moto_server");
    Path complete = HOME.resolve("complete");
    if (Files.exists(complete)) {
      return server;
    }
    run(List.of("python3", "-m", "venv", "--clear", HOME.toString()));
    run(
        List.of(
            HOME.resolve("bin").resolve("pip").toString(),
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "moto[server]==" + VERSION));
    Files.createFile(complete);
    return server;
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Path log = Files.createDirectories(HOME.toAbsolutePath().getParent()).resolve("moto-fetch.log");
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      fail(
          "The contract of the AWS provider is run on moto, which needs Python 3.11 or newer with"
              + " venv and pip as python3 on the path (package python3-venv on Debian): "
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

  private static void awaitPort(Process process, int port, Path log) throws InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < end) {
      if (!process.isAlive()) {
        fail("moto ended with " + process.exitValue() + "; see " + log);
      }
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
        return;
      } catch (IOException e) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    process.destroyForcibly();
    fail("moto does not listen on port " + port + "; see " + log);
  }
}
