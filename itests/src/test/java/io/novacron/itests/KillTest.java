package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed while it creates 200 machines, ten times, and started again: each request
 * has made exactly one machine, whether it was acknowledged before the kill or repeated after it.
 */
class KillTest {
  private static final int ROUNDS = 10;
  private static final int REQUESTS = 200;
  private static final int CLIENTS = 8;

  @TempDir Path directory;

  @Test
  void everyRequestMakesExactlyOneMachineWhenTheServerIsKilled() throws Exception {
    long seed = Long.getLong("novacron.seed", System.nanoTime());
    System.out.println("kill moments are drawn with -Dnovacron.seed=" + seed);
    Random random = new Random(seed);
    Path home = Archive.ownHome(directory);
    Files.writeString(
        home.resolve("etc/io.novacron.account-slow.cfg"),
        """
        provider = simulator
        cloud = aws
        latencyMillis = 300
        visibilityDelayMillis = 400
        provisioningMillis = 500
        quotaVcpus = 1000000
        capacityPerZone = 100000
        shortagePercent = 0
        """);
    Map<String, String> acknowledged = new ConcurrentHashMap<>();
    Map<String, String> machines = new TreeMap<>();
    Set<String> asked = new HashSet<>();
    try (Server server = new Server(home, directory.resolve("data")).start()) {
      for (int round = 0; round < ROUNDS; round++) {
        createUntilKilled(server, round, 100 + random.nextInt(1_500), acknowledged);
        server.start();
        machines.putAll(repeat(server, round, acknowledged));
      }
      awaitAllDone(server);

      for (JsonNode operation : server.readAll("/api/v1/operations")) {
        assertThat(operation.get("state").asText()).as(operation.toString()).isEqualTo("SUCCEEDED");
        for (JsonNode step : operation.get("steps")) {
          if (step.get("name").asText().equals("ask")) {
            assertThat(step.get("detail").asText())
                .as("why the cloud was asked again")
                .isNotBlank();
            asked.add(operation.get("id").asText());
          }
        }
      }
      assertThat(machines).hasSize(ROUNDS * REQUESTS);
      assertThat(server.readAll("/api/v1/vms")).hasSize(ROUNDS * REQUESTS);
      assertThat(server.stop()).as(server.output()).isZero();
    }
    assertThat(asked).as("operations whose outcome was lost by a kill").isNotEmpty();
    Map<String, Integer> created = TransitionLog.of(directory.resolve("data")).createdByMachine();
    assertThat(created.keySet()).isEqualTo(new HashSet<>(machines.values()));
    assertThat(created.values()).as("machines made for each request").containsOnly(1);
    System.out.println(
        "requests="
            + machines.size()
            + " acknowledged-before-a-kill="
            + acknowledged.size()
            + " asked-again="
            + asked.size()
            + " machines="
            + created.size());
  }

  /**
   * Sends the round's requests from several clients and kills the server a while after the first
   * answer.
   */
  private static void createUntilKilled(
      Server server, int round, int killAfterMillis, Map<String, String> acknowledged)
      throws InterruptedException {
    CountDownLatch first = new CountDownLatch(1);
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    for (int i = 0; i < REQUESTS; i++) {
      String key = key(round, i);
      clients.execute(
          () -> {
            try {
              HttpResponse<String> answer =
                  server.post("/api/v1/vms", Creates.body(key), "Idempotency-Key", key);
              if (answer.statusCode() == 202) {
                acknowledged.put(key, Server.json(answer.body()).at("/machine/id").asText());
                first.countDown();
              }
            } catch (IOException e) {
              // Killed while it was asked: the request is repeated after the restart.
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }
    assertThat(first.await(60, TimeUnit.SECONDS)).as(server.output()).isTrue();
    TimeUnit.MILLISECONDS.sleep(killAfterMillis);
    server.kill();
    clients.shutdownNow();
    assertThat(clients.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
  }

  /**
   * Repeats the round's requests with their keys; what was acknowledged must be answered the same.
   */
  private static Map<String, String> repeat(
      Server server, int round, Map<String, String> acknowledged)
      throws IOException, InterruptedException {
    Map<String, String> machines = new TreeMap<>();
    for (int i = 0; i < REQUESTS; i++) {
      String key = key(round, i);
      HttpResponse<String> answer =
          server.post("/api/v1/vms", Creates.body(key), "Idempotency-Key", key);
      assertThat(answer.statusCode()).as(key + ": " + answer.body()).isEqualTo(202);
      String machine = Server.json(answer.body()).at("/machine/id").asText();
      if (acknowledged.containsKey(key)) {
        assertThat(machine).as(key).isEqualTo(acknowledged.get(key));
      }
      machines.put(key, machine);
    }
    return machines;
  }

  private static void awaitAllDone(Server server) throws IOException, InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    List<JsonNode> live = new ArrayList<>();
    do {
      live = server.readAll("/api/v1/operations?done=false");
      for (JsonNode operation : live) {
        server.read("/api/v1/operations/" + operation.get("id").asText() + "?wait=10s");
      }
    } while (!live.isEmpty() && System.nanoTime() < limit);
    assertThat(live).as("operations that never end").isEmpty();
  }

  private static String key(int round, int request) {
    return "kill-" + round + "-" + request;
  }
}
