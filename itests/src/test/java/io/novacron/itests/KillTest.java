package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
 * A server that is killed ten times (or as often as {@code novacron.kills} says; {@code make kills}
 * does it thirty times) while it creates 2,000 machines and deletes every second of them, and
 * started again: each request has made exactly one machine, each delete has left none, and the
 * simulated cloud's own log holds no machine that no record names. The creates are asked for in the
 * first third of the lives and the deletes in the rest, and the cloud takes so long to make a
 * machine that most creates are in flight over many kills.
 */
class KillTest {
  private static final int CLIENTS = 8;

  private static final Duration LONGEST_LIFE = Duration.ofSeconds(30);
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
    prepare(home);
    Map<Integer, String> machines = new TreeMap<>();
    List<Integer> inFlight = new ArrayList<>();
    int created;
    int deleted;
    try (Server server = new Server(home, directory.resolve("data")).start()) {
      for (int kill = 1; kill <= kills(); kill++) {
        inFlight.add(askUntilKilled(server, kill, random));
        server.start();
      }
      created = acknowledged.size();
      deleted = deleting.size();
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
              + requests()
              + " deletes="
              + requests() / 2
              + " kills="
              + kills()
              + " creates-acknowledged-before-the-last-kill="
              + created
              + " deletes-acknowledged-before-the-last-kill="
              + deleted
              + " operations-in-flight-at-each-kill="
              + inFlight
              + " asked-again="
              + found.size());
    }
  }

  /** How many creates are asked for; every second machine is deleted. */
  int requests() {
    return 2_000;
  }

  int kills() {
    return Integer.getInteger("novacron.kills", 10);
  }

  /**
   * Longer than the lives in which the creates are asked for, the restarts between them included.
   */
  int provisioningMillis() {
    return kills() * 3_000;
  }

  /** Sees to a cloud that makes machines slowly, and to its account. */
  void prepare(Path home) throws Exception {
    Files.writeString(
        home.resolve("etc/io.novacron.account-slow.cfg"),
        """
        provider = simulator
        cloud = aws
        latencyMillis = 300
        visibilityDelayMillis = 400
        provisioningMillis = %d
        quotaVcpus = 1000000
        capacityPerZone = 100000
        shortagePercent = 0
        """
            .formatted(provisioningMillis()));
  }

  /** Where the cloud keeps its log. */
  Path cloudDirectory() {
    return directory.resolve("data");
  }

  /**
   * Sends what is due in this life and was not answered yet, from several clients, and kills the
   * server amid it.
   *
   * @return how many operations were in flight shortly before the kill
   */
  private int askUntilKilled(Server server, int kill, Random random)
      throws IOException, InterruptedException {
    int createLives = Math.max(1, kills() / 3);
    int creates = Math.min(requests(), requests() * kill / createLives);
    int deletes = Math.max(0, requests() * (kill - createLives) / (kills() - createLives));
    List<Attempt> due = new ArrayList<>();
    for (int i = 0; i < requests(); i++) {
      int number = i;
      if (i < creates && !acknowledged.containsKey(i)) {
        due.add(() -> create(server, number));
      } else if (i < deletes && toBeDeleted(i) && !deleting.contains(i)) {
        due.add(() -> delete(server, number));
      }
    }
    int awaited = due.size() / 2 + random.nextInt(due.size() / 2 + 1);
    CountDownLatch answered = new CountDownLatch(awaited);
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    due.forEach(each -> clients.execute(() -> attempt(each, answered)));
    if (!answered.await(LONGEST_LIFE.toSeconds(), TimeUnit.SECONDS)) {
      assertThat(answered.getCount()).as(server.output()).isLessThan(awaited);
    }
    int live = liveOperations(server);
    TimeUnit.MILLISECONDS.sleep(random.nextInt(500));
    server.kill();
    clients.shutdownNow();
    assertThat(clients.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    return live;
  }

  private static int liveOperations(Server server) throws IOException, InterruptedException {
    return server
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("novacron_operations_live"))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
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
    for (int i = 0; i < requests(); i++) {
      assertThat(create(server, i)).as(key(i)).isTrue();
      machines.put(i, acknowledged.get(i));
    }
    assertThat(new HashSet<>(machines.values())).hasSize(requests());
  }

  /** Asks for every delete that was not acknowledged, until it is. */
  private void deleteAll(Server server, Map<Integer, String> machines)
      throws IOException, InterruptedException {
    for (int i : machines.keySet()) {
      long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
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
    TransitionLog log = TransitionLog.of(cloudDirectory());
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
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
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
