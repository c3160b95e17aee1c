package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A page of another origin in a real browser: what CORS allows it, and the browser's own
 * EventSource.
 */
class BrowserTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir static Path browser;

  private static Path chromium;

  @TempDir Path directory;

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer pages;

  @BeforeAll
  static void fetch() throws Exception {
    Prerequisite.require(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "the browser that is fetched runs on Linux on x86-64 only");
    Prerequisite.require(
        Prerequisite.runs(browser, "npm", "--version"),
        "npm is missing (Node.js 20 or newer; Debian: apt-get install nodejs npm)");
    for (String file : List.of("package.json", "unpack.mjs")) {
      Files.write(browser.resolve(file), resource(file));
    }
    Prerequisite.require(
        Prerequisite.runs(
            browser,
            "npm",
            "install",
            "--no-audit",
            "--no-fund",
            "--no-package-lock",
            "--ignore-scripts"),
        "npm can't fetch the browser");
    chromium = browser.resolve("chromium");
    assertThat(Prerequisite.runs(browser, "node", "unpack.mjs", chromium.toString())).isTrue();
    Prerequisite.require(
        Prerequisite.runs(browser, chromium.toString(), "--version"),
        "the browser lacks libraries of the system (Debian: apt-get install libnss3)");
  }

  @BeforeEach
  void start() throws IOException {
    pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    pages.setExecutor(threads);
    pages.createContext("/", this::page);
    pages.start();
  }

  @AfterEach
  void stop() {
    pages.stop(0);
    threads.shutdownNow();
  }

  @Test
  void theOwnEventSourceOfABrowserGoesOnByItselfWhenTheServerIsBack() throws Exception {
    Path home = Archive.ownHome(Files.createDirectory(directory.resolve("home")));
    String origin = "http://127.0.0.1:" + pages.getAddress().getPort();
    Files.writeString(
        home.resolve("etc/io.novacron.rest.cfg"), "allowedOrigins = " + origin + "\n");
    try (Server server = new Server(home, directory.resolve("data")).start()) {
      Process process = browse(origin, server);
      try {
        await("accounts 200 3");
        await("open");
        String before = Creates.acknowledged(server, "before-the-end");
        awaitEnd("vm.running.v1 vm/" + before);

        server.kill();
        await("error");
        server.start();
        String after = Creates.acknowledged(server, "after-the-new-start");
        awaitEnd("vm.running.v1 vm/" + after);

        FollowedEvents.assertWhole(List.copyOf(told), before, after);
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void aPageOfAnOriginThatIsNotAllowedReadsNothing() throws Exception {
    Path home = Archive.ownHome(Files.createDirectory(directory.resolve("home")));
    Files.writeString(
        home.resolve("etc/io.novacron.rest.cfg"), "allowedOrigins = https://console.example.com\n");
    try (Server server = new Server(home, directory.resolve("data")).start()) {
      Process process = browse("http://127.0.0.1:" + pages.getAddress().getPort(), server);
      try {
        await("failed TypeError: Failed to fetch");
        assertThat(told).noneMatch(line -> line.startsWith("accounts"));
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
    }
  }

  private Process browse(String origin, Server server) throws IOException {
    String page =
        origin
            + "/page.html?api="
            + URLEncoder.encode(server.address(), StandardCharsets.UTF_8)
            + "&token="
            + URLEncoder.encode(server.token(), StandardCharsets.UTF_8)
            + "&types="
            + String.join(",", FollowedEvents.OF_A_CREATE);
    return new ProcessBuilder(
            chromium.toString(),
            "--headless=shell",
            // It runs as root in a container, where its sandbox can't be set up.
            "--no-sandbox",
            "--no-zygote",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--remote-debugging-port=0",
            "--user-data-dir=" + directory.resolve("profile"),
            page)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("browser.out").toFile())
        .start();
  }

  /** Serves the page and its worker, and takes what the page tells. */
  private void page(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/told")) {
        told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(204, -1);
      } else if (path.equals("/page.html") || path.equals("/worker.js")) {
        byte[] body = resource(path.substring(1));
        exchange
            .getResponseHeaders()
            .set("Content-Type", path.endsWith(".js") ? "text/javascript" : "text/html");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private void await(String line) {
    Awaitility.await().atMost(LIMIT).until(() -> List.copyOf(told), lines -> lines.contains(line));
  }

  private void awaitEnd(String end) {
    Awaitility.await()
        .atMost(LIMIT)
        .until(
            () -> List.copyOf(told), lines -> lines.stream().anyMatch(line -> line.endsWith(end)));
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = BrowserTest.class.getResourceAsStream("/browser/" + name)) {
      return in.readAllBytes();
    }
  }
}
