package io.novacron.provider.aws.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Stands before an emulator and does what it cannot do itself. */
public final class FaultProxy implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Set<String> NOT_FORWARDED =
      Set.of("host", "connection", "content-length", "upgrade", "expect", "transfer-encoding");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(16);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI target;
  private final AtomicReference<@Nullable Fault> fault = new AtomicReference<>();
  private final AtomicReference<@Nullable Held> held = new AtomicReference<>();

  /** Stands before an emulator at an address. */
  public FaultProxy(URI target) {
    this.target = target;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Where it listens. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Does something to the requests of one action while something is tried. */
  public void during(Fault wanted, Runnable attempt) {
    fault.set(wanted);
    try {
      attempt.run();
    } finally {
      fault.set(null);
    }
  }

  /**
   * Keeps the next request of an action back, as a network may that delivers it late: its sender
   * hears nothing, and the emulator gets it when it is let go.
   */
  public Held holdNext(String action) {
    Held next = new Held(action);
    held.set(next);
    return next;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Held late = held.get();
      if (late != null && late.isOf(body) && held.compareAndSet(late, null)) {
        late.keep();
        forward(exchange, body);
        late.delivered.countDown();
        return;
      }
      Fault wanted = fault.get();
      String form = new String(body, StandardCharsets.UTF_8);
      if (wanted == null || !form.contains("Action=" + wanted.action() + "&")) {
        HttpResponse<byte[]> answer = forward(exchange, body);
        reply(exchange, answer.statusCode(), answer.body());
      } else if (wanted.status() != 0) {
        reply(exchange, wanted.status(), error(wanted.text()));
      } else {
        HttpResponse<byte[]> answer = forward(exchange, body);
        if (!wanted.lose()) {
          reply(exchange, answer.statusCode(), changed(answer.body(), wanted.text()));
        }
      }
    } catch (IOException e) {
      // The caller has gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] changed(byte[] answer, String word) {
    return new String(answer, StandardCharsets.UTF_8)
        .replace("<name>running</name>", "<name>" + word + "</name>")
        .getBytes(StandardCharsets.UTF_8);
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()))
            .timeout(PATIENCE)
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_FORWARDED.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/xml;charset=UTF-8");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static byte[] error(String code) {
    return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Errors><Error><Code>"
            + code
            + "</Code><Message>Refused for a test.</Message></Error></Errors>"
            + "<RequestID>59dbff89-35bd-4eac-99ed-be587ed81825</RequestID></Response>")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A request that is kept back. */
  public static final class Held {
    private final String action;
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final CountDownLatch delivered = new CountDownLatch(1);

    private Held(String action) {
      this.action = action;
    }

    /** Waits until the request has come. */
    public boolean await(Duration limit) throws InterruptedException {
      return arrived.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Gives it to the emulator and waits until it has answered. */
    public boolean deliver(Duration limit) throws InterruptedException {
      letGo.countDown();
      return delivered.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean isOf(byte[] body) {
      return new String(body, StandardCharsets.UTF_8).contains("Action=" + action + "&");
    }

    private void keep() throws InterruptedException {
      arrived.countDown();
      letGo.await();
    }
  }

  /**
   * What is done to the requests of an action.
   *
   * @param action EC2's name of it
   * @param status status that is answered instead of asking the emulator; 0 to ask it
   * @param text the error's code, or the word that takes the place of {@code running}
   * @param lose whether the emulator's answer is lost
   */
  public record Fault(String action, int status, String text, boolean lose) {
    static Fault refuse(String action, int status, String code) {
      return new Fault(action, status, code, false);
    }

    static Fault state(String word) {
      return new Fault("DescribeInstances", 0, word, false);
    }

    /** The answers to an action are lost. */
    public static Fault lose(String action) {
      return new Fault(action, 0, "running", true);
    }
  }
}
