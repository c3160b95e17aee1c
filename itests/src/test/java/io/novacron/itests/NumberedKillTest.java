package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that creates 500 machines through the AWS SDK at a cloud in another process and is
 * killed with -9 once at each numbered point of the create path, with an operation standing exactly
 * there and hundreds in flight: each request has made exactly one machine, and none is left over.
 */
class NumberedKillTest {
  /** The reply is held by the cloud; at all other points the operation is held by the agent. */
  private static final String AFTER_SEND = "after-send";

  private static final List<String> POINTS =
      List.of(
          CrashAgent.BEFORE_SEND,
          AFTER_SEND,
          CrashAgent.AFTER_REPLY,
          CrashAgent.BEFORE_RECORD,
          CrashAgent.AFTER_RECORD);

  private static final int REQUESTS = 500;
  private static final int CLIENTS = 8;
  private static final int ACCEPTED = 202;
  private static final long LIMIT_SECONDS = 120;
  private static final Pattern OPERATION =
      Pattern.compile("(?:Operation\\[id|CallContext\\[operation)=([^,\\]]+)");

  @TempDir Path directory;

  private final Map<Integer, String> acknowledged = new ConcurrentHashMap<>();

  @Test
  void aServerThatIsKilledAtAnyPointOfACreateHasMadeExactlyOneMachine() throws Exception {
    Path home = Archive.ownHome(directory);
    Path points = Files.createDirectories(directory.resolve("points"));
    Path agent = CrashAgent.jar(directory);
    Map<String, Standing> killedAt = new LinkedHashMap<>();
    List<Integer> inFlight = new ArrayList<>();
    try (CloudProcess cloud =
            CloudProcess.start(
                home,
                directory.resolve("cloud"),
                "--latency",
                "200",
                "--visibility-delay",
                "400",
                "--provisioning",
                "45000");
        Server server =
            new Server(home, directory.resolve("data"))
                .with("JDK_JAVA_OPTIONS", "-javaagent:" + agent + "=" + points)) {
      cloud.account(home, directory);
      for (int i = 0; i < POINTS.size(); i++) {
        String point = POINTS.get(i);
        server.start();
        arm(point, cloud, points);
        Set<String> before = machinesByOperation(cloud).keySet();
        ExecutorService clients = ask(server, (i + 1) * REQUESTS / POINTS.size());
        String operation =
            point.equals(AFTER_SEND)
                ? awaitMachine(cloud, before)
                : awaitReached(points.resolve(CrashAgent.REACHED), server);
        inFlight.add(live(server));
        JsonNode standing = server.read("/api/v1/operations/" + operation);
        server.kill();
        clients.shutdownNow();
        assertThat(clients.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        cloud.control("DELETE", "faults", "");
        assertThat(machinesByOperation(cloud).getOrDefault(operation, 0))
            .as("machines of the operation at " + point)
            .isEqualTo(point.equals(CrashAgent.BEFORE_SEND) ? 0 : 1);
        killedAt.put(point, new Standing(operation, asked(standing).size(), accepted(standing)));
      }
      server.start();
      for (int number = 0; number < REQUESTS; number++) {
        assertThat(create(server, number)).as(key(number)).isTrue();
      }
      assertThat(new HashSet<>(acknowledged.values())).hasSize(REQUESTS);
      allRunOnce(server);
      for (Map.Entry<String, Standing> each : killedAt.entrySet()) {
        wentOnAsItsRecordSaid(server, each.getKey(), each.getValue());
      }
      assertThat(server.stop()).as(server.output()).isZero();
      System.out.println("killed at " + killedAt.keySet() + ", operations in flight " + inFlight);
    }
  }

  private static void arm(String point, CloudProcess cloud, Path points) throws Exception {
    if (point.equals(AFTER_SEND)) {
      cloud.control(
          "POST",
          "faults",
          "{\"name\":\"lost-reply\",\"action\":\"RunInstances\",\"parameters\":{\"silent\":\"true\"}}");
    } else {
      Files.deleteIfExists(points.resolve(CrashAgent.REACHED));
      Files.createFile(points.resolve(point));
    }
  }

  /** Asks for all creates below a number that are not answered yet. */
  private ExecutorService ask(Server server, int end) {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    for (int i = 0; i < end; i++) {
      int number = i;
      if (!acknowledged.containsKey(i)) {
        clients.execute(
            () -> {
              try {
                create(server, number);
              } catch (IOException e) {
                // Killed while it was asked: it is asked again later.
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
      }
    }
    return clients;
  }

  private boolean create(Server server, int number) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        server.post("/api/v1/vms", Creates.body(key(number)), "Idempotency-Key", key(number));
    if (answer.statusCode() != ACCEPTED) {
      return false;
    }
    String machine = Server.json(answer.body()).at("/machine/id").asText();
    String former = acknowledged.putIfAbsent(number, machine);
    assertThat(machine).as(key(number)).isEqualTo(former == null ? machine : former);
    return true;
  }

  /** The operation that stands at a point. */
  private static String awaitReached(Path reached, Server server) throws Exception {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!Files.exists(reached)) {
      assertThat(System.nanoTime()).as(server.output()).isLessThan(limit);
      TimeUnit.MILLISECONDS.sleep(5);
    }
    String said = Files.readString(reached);
    Matcher operation = OPERATION.matcher(said);
    assertThat(operation.find()).as(said).isTrue();
    return operation.group(1);
  }

  /** An operation whose machine is there and whose reply is held. */
  private static String awaitMachine(CloudProcess cloud, Set<String> before) throws Exception {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (true) {
      for (String operation : machinesByOperation(cloud).keySet()) {
        if (!before.contains(operation)) {
          return operation;
        }
      }
      assertThat(System.nanoTime()).isLessThan(limit);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private static Map<String, Integer> machinesByOperation(CloudProcess cloud) throws Exception {
    Map<String, Integer> counts = new HashMap<>();
    for (JsonNode each : cloud.control("GET", "instances", "").path("items")) {
      counts.merge(each.at("/tags/novacron-operation").asText(), 1, Integer::sum);
    }
    return counts;
  }

  private static int live(Server server) throws IOException, InterruptedException {
    return server
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("novacron_operations_live"))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Every request has made one machine, which runs; the cloud has no other. */
  private void allRunOnce(Server server) throws IOException, InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(2 * LIMIT_SECONDS);
    List<JsonNode> live = server.readAll("/api/v1/operations?done=false");
    while (!live.isEmpty()) {
      assertThat(System.nanoTime()).as(live.get(0).toString()).isLessThan(limit);
      server.read("/api/v1/operations/" + live.get(0).get("id").asText() + "?wait=10s");
      live = server.readAll("/api/v1/operations?done=false");
    }
    Map<String, String> states = new TreeMap<>();
    for (JsonNode machine : server.readAll("/api/v1/vms")) {
      states.put(machine.get("id").asText(), machine.at("/status/state").asText());
    }
    assertThat(states.keySet()).isEqualTo(new HashSet<>(acknowledged.values()));
    assertThat(states.values()).containsOnly("RUNNING");
    TransitionLog log = TransitionLog.of(directory.resolve("cloud"));
    assertThat(log.createdByMachine().keySet()).isEqualTo(states.keySet());
    assertThat(log.createdByMachine().values()).as("made for each request").containsOnly(1);
    assertThat(log.alive()).as("at the cloud").isEqualTo(states.keySet());
  }

  /**
   * What was not on record was asked for, and what was there was taken and not made again. An
   * operation that was under way at an earlier kill had been asked about before.
   */
  private static void wentOnAsItsRecordSaid(Server server, String point, Standing standing)
      throws IOException, InterruptedException {
    JsonNode operation = server.read("/api/v1/operations/" + standing.operation);
    List<String> asked = asked(operation);
    asked = asked.subList(standing.asked, asked.size());
    // One of an earlier kill may stand before a later record of the same kind.
    if (point.equals(CrashAgent.AFTER_RECORD) || standing.accepted) {
      assertThat(asked).as(point + ": " + operation).isEmpty();
    } else {
      assertThat(asked).as(point + ": " + operation).isNotEmpty();
      assertThat(asked.get(0))
          .as(point)
          .contains(point.equals(CrashAgent.BEFORE_SEND) ? "found nothing" : "and adopted it");
    }
  }

  /** What came of each time that the cloud was asked what it had made. */
  private static List<String> asked(JsonNode operation) {
    List<String> asked = new ArrayList<>();
    for (JsonNode step : operation.get("steps")) {
      if (step.get("name").asText().equals("ask")) {
        asked.add(step.get("detail").asText());
      }
    }
    return asked;
  }

  /** Whether it is on record that the cloud took the create on. */
  private static boolean accepted(JsonNode operation) {
    for (JsonNode step : operation.get("steps")) {
      if (step.get("name").asText().equals("poll")) {
        return true;
      }
    }
    return false;
  }

  private static String key(int number) {
    return "point-" + number;
  }

  /**
   * An operation that stands at a point.
   *
   * @param asked how often the cloud had been asked about it
   * @param accepted whether it was on record that the cloud took the create on
   */
  private record Standing(String operation, int asked, boolean accepted) {}
}
