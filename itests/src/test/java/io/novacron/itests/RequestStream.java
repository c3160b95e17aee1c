package io.novacron.itests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests of every sort, one after the other, from a thread of its own until it is closed. */
final class RequestStream implements AutoCloseable {
  private static final int OK = 200;
  private static final int ACCEPTED = 202;

  private final Server server;
  private final String account;
  private final String measured;
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger sent = new AtomicInteger();
  private final Thread thread = new Thread(this::run, "requests");
  private volatile boolean closed;

  /**
   * Begins.
   *
   * @param account where machines are made
   * @param measured a machine that runs, whose measurements are asked for
   */
  RequestStream(Server server, String account, String measured) {
    this.server = server;
    this.account = account;
    this.measured = measured;
    thread.start();
  }

  /** What was answered otherwise than it should be. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  int sent() {
    return sent.get();
  }

  private void run() {
    try {
      for (int round = 1; !closed; round++) {
        get("/health/ready");
        get("/api/v1/vms?pageSize=20");
        get("/api/v1/accounts");
        get("/api/v1/vms/" + measured + "/metrics");
        get("/api/v1/operations?pageSize=5");
        expect(
            "create",
            ACCEPTED,
            server.post("/api/v1/vms", Creates.body("stream-" + round, account)));
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      failures.add(e.toString());
    }
  }

  private void get(String path) throws IOException, InterruptedException {
    expect(path, OK, server.get(path));
  }

  private void expect(String what, int status, HttpResponse<String> answer) throws IOException {
    sent.incrementAndGet();
    if (answer.statusCode() != status) {
      JsonNode body = Server.json(answer.body());
      failures.add(what + " gave " + answer.statusCode() + ": " + body);
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join(TimeUnit.SECONDS.toMillis(60));
  }
}
