package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * A server that is killed ten times (or as often as {@code novacron.kills} says; {@code make kills}
 * does it thirty times) while it creates 2,000 machines and deletes every second of them, and
 * started again: each request has made exactly one machine, each delete has left none, and the
 * simulated cloud's own log holds no machine that no record names.
 */
class KillTest {
  private static final int KILLS = Integer.getInteger("novacron.kills", 10);
  private static final int REQUESTS = 2_000;
  private static final int CLIENTS = 8;
  private static final int ACCEPTED = 202;
  private static final int CONFLICT = 409;

  @TempDir Path directory;

  private final Map<Integer, String> acknowledged = new ConcurrentHashMap<>();
  private final Set<Integer> deleting = ConcurrentHashMap.newKeySet();

  @Test
  void everyRequestMakesExactlyOneMachineAndEveryDeleteLeavesNoneWhenTheServerIsKilled()
      throws Exception {
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
        provisioningMillis = 3000
        quotaVcpus = 1000000
        capacityPerZone = 100000
        shortagePercent = 0
        """);
    Map<Integer, String> machines = new TreeMap<>();
    int beforeKills;
    try (Server server = new Server(home, directory.resolve("data")).start()) {
      for (int kill = 1; kill <= KILLS; kill++) {
        askUntilKilled(server, REQUESTS * kill / KILLS, 100 + random.nextInt(1_000));
        server.start();
      }
      beforeKills = acknowledged.size();
      repeatAll(server, machines);
      deleteAll(server, machines);
      awaitAllDone(server);

      Set<String> found = new HashSet<>();
      for (JsonNode operation : server.readAll("/api/v1/operations")) {
        assertThat(operation.get("state").asText()).as(operation.toString()).isEqualTo("SUCCEEDED");
        for (JsonNode step : operation.get("steps")) {
          if (step.get("name").asText().equals("ask")) {
            found.add(operation.get("id").asText());
          }
        }
      }
      assertThat(found).as("operations whose outcome was lost by a kill").isNotEmpty();
      recordsAndCloudAgree(server, machines);
      assertThat(server.stop()).as(server.output()).isZero();
      System.out.println(
          "requests="
              + REQUESTS
              + " deletes="
              + REQUESTS / 2
              + " kills="
              + KILLS
              + " acknowledged-before-the-last-kill="
              + beforeKills
              + " asked-again="
              + found.size());
    }
  }

  /**
   * Sends all requests up to a number that were not answered yet, and deletes of what was made
   * before, from several clients; kills the server a while after the first answer.
   */
  private void askUntilKilled(Server server, int upTo, int killAfterMillis)
      throws InterruptedException {
    CountDownLatch first = new CountDownLatch(1);
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    for (int i = 0; i < upTo; i++) {
      int number = i;
      if (!acknowledged.containsKey(i)) {
        clients.execute(() -> attempt(() -> create(server, number), first));
      } else if (toBeDeleted(i) && !deleting.contains(i)) {
        clients.execute(() -> attempt(() -> delete(server, number), first));
      }
    }
    assertThat(first.await(60, TimeUnit.SECONDS)).as(server.output()).isTrue();
    TimeUnit.MILLISECONDS.sleep(killAfterMillis);
    server.kill();
    clients.shutdownNow();
    assertThat(clients.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
  }

  private static void attempt(Attempt attempt, CountDownLatch answered) {
    try {
      if (attempt.make()) {
        answered.countDown();
      }
    } catch (IOException e) {
      // Killed while it was asked: the request is repeated after the restart.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean create(Server server, int number) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        server.post("/api/v1/vms", Creates.body(key(number)), "Idempotency-Key", key(number));
    if (answer.statusCode() != ACCEPTED) {
      return false;
    }
    String machine = Server.json(answer.body()).at("/machine/id").asText();
    String former = acknowledged.putIfAbsent(number, machine);
    // What was acknowledged once is answered the same for ever.
    assertThat(machine).as(key(number)).isEqualTo(former == null ? machine : former);
    return true;
  }

  private boolean delete(Server server, int number) throws IOException, InterruptedException {
    HttpResponse<String> answer = server.delete("/api/v1/vms/" + acknowledged.get(number));
    if (answer.statusCode() == ACCEPTED) {
      deleting.add(number);
      return true;
    }
    // Still being made: it is asked again later.
    return answer.statusCode() == CONFLICT;
  }

  /** Repeats every request with its key. */
  private void repeatAll(Server server, Map<Integer, String> machines)
      throws IOException, InterruptedException {
    for (int i = 0; i < REQUESTS; i++) {
      assertThat(create(server, i)).as(key(i)).isTrue();
      machines.put(i, acknowledged.get(i));
    }
    assertThat(new HashSet<>(machines.values())).hasSize(REQUESTS);
  }

  /** Asks for every delete that was not acknowledged, until it is. */
  private void deleteAll(Server server, Map<Integer, String> machines)
      throws IOException, InterruptedException {
    for (int i : machines.keySet()) {
      long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (toBeDeleted(i) && !deleting.contains(i)) {
        assertThat(delete(server, i)).as("delete of " + key(i)).isTrue();
        assertThat(System.nanoTime()).as("delete of " + key(i)).isLessThan(limit);
        if (!deleting.contains(i)) {
          TimeUnit.MILLISECONDS.sleep(200);
        }
      }
    }
  }

  /** Every machine in the cloud's log is one of ours, made once; those deleted are gone there. */
  private void recordsAndCloudAgree(Server server, Map<Integer, String> machines)
      throws IOException, InterruptedException {
    Map<String, String> records = new TreeMap<>();
    for (JsonNode machine : server.readAll("/api/v1/vms")) {
      records.put(machine.get("id").asText(), machine.at("/status/state").asText());
    }
    TransitionLog log = TransitionLog.of(directory.resolve("data"));
    Map<String, Integer> created = log.createdByMachine();
    Set<String> alive = log.alive();
    assertThat(created.keySet()).isEqualTo(new HashSet<>(machines.values()));
    assertThat(created.values()).as("machines made for each request").containsOnly(1);
    machines.forEach(
        (number, machine) -> {
          boolean gone = toBeDeleted(number);
          assertThat(alive.contains(machine)).as(machine + " at the cloud").isEqualTo(!gone);
          assertThat(records.getOrDefault(machine, "DELETED"))
              .as(machine)
              .isEqualTo(gone ? "DELETED" : "RUNNING");
        });
    assertThat(alive).as("orphans at the cloud").isSubsetOf(records.keySet());
  }

  private static void awaitAllDone(Server server) throws IOException, InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
    List<JsonNode> live;
    do {
      live = server.readAll("/api/v1/operations?done=false");
      if (!live.isEmpty()) {
        server.read("/api/v1/operations/" + live.get(0).get("id").asText() + "?wait=10s");
      }
    } while (!live.isEmpty() && System.nanoTime() < limit);
    assertThat(live).as("operations that never end").isEmpty();
  }

  private static boolean toBeDeleted(int number) {
    return number % 2 == 0;
  }

  private static String key(int number) {
    return "kill-" + number;
  }

  /** Says whether it was answered. */
  private interface Attempt {
    boolean make() throws IOException, InterruptedException;
  }
}
