package io.novacron.provider.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.catalog.Offer;
import io.novacron.api.error.Category;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Market;
import io.novacron.api.packing.Host;
import io.novacron.api.packing.HostPools;
import io.novacron.api.packing.Overcommit;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.ProviderError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pool of hosts behind the interface of providers; hosts are read from the log of the account.
 */
class PoolTest {
  private static final String SMALL = "vm-4-16";
  private static final String LARGE = "vm-16-64";
  private static final Overcommit OVERCOMMIT = new Overcommit(1.5, 1.25);

  @TempDir Path directory;

  @Test
  void aFullPoolHasNoCapacityAndSaysWhatIsFreeWhere() {
    try (OpenAccount account = OpenAccount.pool(directory, TestPools.racks(1, 2))) {
      create(account, "a", SMALL, Map.of());
      create(account, "b", LARGE, Map.of());
      ProviderError error = error(tryCreate(account, "c", LARGE, Map.of(), null));
      assertThat(error.category()).isEqualTo(Category.CAPACITY);
      assertThat(error.providerCode()).isEqualTo("no-host-with-room");
      assertThat(error.scope()).isEqualTo("region cellar, type vm-16-64");
      assertThat(error.message())
          .contains("pool cellar", "of 2 hosts 2 lack vCPUs", "12 of the 16 vCPUs");
      for (int i = 0; i < 3; i++) {
        create(account, "small-" + i, SMALL, Map.of());
      }
      assertThat(error(tryCreate(account, "d", SMALL, Map.of(), null)).category())
          .isEqualTo(Category.CAPACITY);
    }
  }

  @Test
  void deletingGivesRoomBackAndStoppingDoesNot() {
    try (OpenAccount account = OpenAccount.pool(directory, TestPools.racks(1, 1))) {
      Instance large = create(account, "a", LARGE, Map.of());
      account
          .session()
          .settled(
              "cellar",
              account.compute().stop(context(account), "cellar", large.reference(), false));
      assertThat(error(tryCreate(account, "b", SMALL, Map.of(), null)).category())
          .isEqualTo(Category.CAPACITY);
      account
          .session()
          .settled(
              "cellar", account.compute().start(context(account), "cellar", large.reference()));
      delete(account, large);
      create(account, "c", LARGE, Map.of());
    }
  }

  @Test
  void aResizeStaysOnItsHostWhileThatHasRoomThenMovesInItsRackThenIsRefused() throws IOException {
    try (OpenAccount account = OpenAccount.pool(directory, TestPools.racks(2, 2))) {
      Instance machine = create(account, "a", SMALL, Map.of());
      String home = hostOf(machine);
      resize(account, machine, LARGE);
      assertThat(hosts()).containsEntry(machine.reference(), home);
      resize(account, machine, SMALL);
      Instance neighbour = create(account, "b", SMALL, Map.of());
      assertThat(hosts()).containsEntry(neighbour.reference(), home);
      resize(account, machine, LARGE);
      assertThat(hostOf(machine)).isNotEqualTo(home).startsWith(home.substring(0, 6));
      // Its own host is empty but for itself, so it grows in place.
      resize(account, neighbour, LARGE);
      assertThat(hosts()).containsEntry(neighbour.reference(), home);
      Instance third = createIn(account, "c", SMALL, "rack-" + (home.charAt(5) == '1' ? 2 : 1));
      createIn(account, "d", LARGE, rack(third));
      Instance fourth = createIn(account, "e", SMALL, rack(third));
      ProviderError refused = error(tryResize(account, fourth, LARGE));
      assertThat(refused.category()).isEqualTo(Category.CAPACITY);
      assertThat(refused.scope()).contains("zone " + rack(third));
      assertThat(refused.message()).contains("2 are not in " + rack(third), "12 of the 16 vCPUs");
      assertThat(describe(account, fourth).instanceType()).isEqualTo(SMALL);
    }
  }

  @Test
  void machinesOfAGroupAreSpreadOverRacksAndThenOverHosts() throws IOException {
    try (OpenAccount account = OpenAccount.pool(directory, TestPools.racks(3, 2))) {
      List<String> zones = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        zones.add(create(account, "web-" + i, SMALL, Map.of("group", "web")).zone());
      }
      assertThat(zones.subList(0, 3)).doesNotHaveDuplicates();
      assertThat(zones.subList(3, 6)).doesNotHaveDuplicates();
      assertThat(hosts().values()).doesNotHaveDuplicates();
      // Without a group they fill one host before the next.
      for (int i = 0; i < 3; i++) {
        create(account, "other-" + i, SMALL, Map.of());
      }
      assertThat(hosts().values().stream().distinct().count()).isEqualTo(6);
      assertThat(hostsOf("other-").stream().distinct()).hasSize(1);
    }
  }

  @Test
  void aRackThatIsAskedForIsKeptTo() {
    try (OpenAccount account = OpenAccount.pool(directory, TestPools.racks(3, 1))) {
      assertThat(createIn(account, "a", LARGE, "rack-2").zone()).isEqualTo("rack-2");
      assertThat(error(tryCreate(account, "b", LARGE, Map.of(), "rack-2")).category())
          .isEqualTo(Category.CAPACITY);
      assertThat(error(tryCreate(account, "c", LARGE, Map.of(), "rack-9")).category())
          .isEqualTo(Category.INVALID);
    }
  }

  @Test
  void sharesOfAGpuFillOneBeforeTheNextIsBroken() throws IOException {
    HostPools pools =
        TestPools.of(
            List.of(
                new Host("gpu-1", "rack-1", 64_000, 256 * TestPools.GIB, 2, "L4"),
                Host.withoutGpus("plain-1", "rack-1", 64_000, 256 * TestPools.GIB)),
            Overcommit.NONE);
    try (OpenAccount account = OpenAccount.pool(directory, pools)) {
      create(account, "a", "vm-4-16-half-l4", Map.of());
      create(account, "b", "vm-4-16-half-l4", Map.of());
      create(account, "c", "vm-4-16-l4", Map.of());
      ProviderError error = error(tryCreate(account, "d", "vm-4-16-half-l4", Map.of(), null));
      assertThat(error.category()).isEqualTo(Category.CAPACITY);
      assertThat(error.message()).contains("2 lack GPUs");
      assertThat(OpenAccount.log(directory).stream().filter(line -> line.containsKey("host")))
          .extracting(line -> line.get("gpus"))
          .containsExactly("0", "0", "1");
    }
  }

  @Test
  void overcommitIsWhatIsGivenAwayAndNoMore() {
    try (OpenAccount account =
        OpenAccount.pool(directory, TestPools.racks(1, 1, new Overcommit(2, 1.5)))) {
      // 32 vCPUs and 96 GiB: memory ends first.
      for (int i = 0; i < 6; i++) {
        create(account, "a-" + i, SMALL, Map.of());
      }
      assertThat(error(tryCreate(account, "b", SMALL, Map.of(), null)).message())
          .contains("lack memory", "0 of the 16 GiB");
    }
  }

  @Test
  void afterARestartEachMachineIsOnItsHostAndTheRestIsFree() throws IOException {
    HostPools pools = TestPools.racks(2, 2);
    Map<String, String> before;
    Instance stopped;
    try (OpenAccount account = OpenAccount.pool(directory, pools)) {
      create(account, "a", SMALL, Map.of("group", "web"));
      create(account, "b", LARGE, Map.of("group", "web"));
      stopped = create(account, "c", LARGE, Map.of());
      account
          .session()
          .settled(
              "cellar",
              account.compute().stop(context(account), "cellar", stopped.reference(), false));
      delete(account, create(account, "gone", LARGE, Map.of()));
      before = hosts();
    }
    // What a kill leaves behind, too: half a line.
    Files.writeString(
        directory.resolve("transitions.log"), "seq=99\tat=2", StandardOpenOption.APPEND);
    try (OpenAccount account = OpenAccount.pool(directory, pools)) {
      assertThat(hosts()).isEqualTo(before);
      create(account, "d", LARGE, Map.of());
      for (int i = 0; i < 3; i++) {
        create(account, "e-" + i, SMALL, Map.of());
      }
      assertThat(error(tryCreate(account, "f", SMALL, Map.of(), null)).category())
          .isEqualTo(Category.CAPACITY);
      // It kept its place, so it starts although all is taken.
      account
          .session()
          .settled(
              "cellar", account.compute().start(context(account), "cellar", stopped.reference()));
    }
  }

  @Test
  void aPoolThatBecameSmallerKeepsItsMachinesAndTakesNoNewOnes() {
    Instance machine;
    try (OpenAccount account = OpenAccount.pool(directory, TestPools.racks(1, 2))) {
      machine = create(account, "a", LARGE, Map.of());
      create(account, "b", LARGE, Map.of());
    }
    HostPools smaller =
        TestPools.of(
            List.of(Host.withoutGpus("host-1-1", "rack-1", 8_000, 32 * TestPools.GIB)),
            Overcommit.NONE);
    try (OpenAccount account = OpenAccount.pool(directory, smaller)) {
      assertThat(describe(account, machine).instanceType()).isEqualTo(LARGE);
      assertThat(error(tryCreate(account, "c", SMALL, Map.of(), null)).category())
          .isEqualTo(Category.CAPACITY);
      account.session().outcome(account.compute().list(context(account), "cellar", null));
      for (Instance each : list(account)) {
        delete(account, each);
      }
      create(account, "d", SMALL, Map.of());
    }
  }

  @Test
  void theSameRequestsGetTheSameHosts(@TempDir Path other) throws IOException {
    Map<String, String> first = play(directory, 4711);
    assertThat(play(other, 4711)).isEqualTo(first).hasSizeGreaterThan(5);
  }

  @Test
  void noHostIsEverGivenMoreThanItHas(@TempDir Path root) throws IOException {
    for (long seed = 1; seed <= 12; seed++) {
      Path own = Files.createDirectories(root.resolve(Long.toString(seed)));
      play(own, seed);
      requireWithinCapacity(own, OVERCOMMIT);
    }
  }

  @Test
  void createsAtOnceNeverExceedTheHosts() throws IOException {
    try (OpenAccount account = OpenAccount.pool(directory, TestPools.racks(2, 2))) {
      List<CompletionStage<Outcome<Instance>>> stages = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String token = "at-once-" + i;
        stages.add(
            account
                .compute()
                .create(
                    account.session().context(token),
                    request(account, token, SMALL, Map.of(), null)));
      }
      List<Outcome<Instance>> outcomes =
          stages.stream().map(stage -> stage.toCompletableFuture().join()).toList();
      assertThat(
              outcomes.stream().filter(outcome -> !(outcome instanceof Outcome.Failed<Instance>)))
          .hasSize(16);
      assertThat(outcomes.stream().filter(Outcome.Failed.class::isInstance))
          .hasSize(24)
          .allSatisfy(
              outcome -> assertThat(error(outcome).category()).isEqualTo(Category.CAPACITY));
    }
    requireWithinCapacity(directory, Overcommit.NONE);
  }

  @Test
  void withoutAPoolThereIsNoSuchAccount() {
    assertThat(
            new SimulatorFactory("0.0.0", new Faults(Clock.systemUTC()))
                .descriptor()
                .embeddedAccounts())
        .extracting(account -> account.name())
        .containsExactly("simulated-aws", "simulated-azure", "simulated-gcp");
    assertThat(
            new SimulatorFactory("0.0.0", new Faults(Clock.systemUTC()), TestPools.racks(1, 1))
                .descriptor()
                .embeddedAccounts())
        .extracting(account -> account.name())
        .endsWith("simulated-onpremise");
    assertThatThrownBy(() -> OpenAccount.pool(directory, HostPools.NONE))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().category()).isEqualTo(Category.INVALID));
  }

  /** Random creates, deletes, stops, starts and resizes; the hosts of those that are left. */
  private Map<String, String> play(Path where, long seed) throws IOException {
    Random random = new Random(seed);
    List<Instance> machines = new ArrayList<>();
    try (OpenAccount account = OpenAccount.pool(where, TestPools.racks(3, 2, OVERCOMMIT))) {
      for (int step = 0; step < 120; step++) {
        int dice = random.nextInt(10);
        if (machines.isEmpty() || dice < 5) {
          Outcome<Instance> outcome =
              tryCreate(
                  account,
                  "step-" + step,
                  random.nextInt(3) == 0 ? LARGE : SMALL,
                  random.nextBoolean() ? Map.of("group", "g" + random.nextInt(2)) : Map.of(),
                  random.nextInt(4) == 0 ? "rack-" + (1 + random.nextInt(3)) : null);
          if (outcome instanceof Outcome.Done<Instance> done) {
            machines.add(Objects.requireNonNull(done.value()));
          } else {
            assertThat(error(outcome).category()).isEqualTo(Category.CAPACITY);
          }
          continue;
        }
        Instance machine = machines.get(random.nextInt(machines.size()));
        switch (dice) {
          case 5, 6 -> {
            delete(account, machine);
            machines.remove(machine);
          }
          case 7 ->
              account
                  .session()
                  .outcome(
                      account
                          .compute()
                          .stop(context(account), "cellar", machine.reference(), false));
          case 8 ->
              account
                  .session()
                  .outcome(
                      account.compute().start(context(account), "cellar", machine.reference()));
          default -> {
            Outcome<Instance> outcome =
                tryResize(account, machine, random.nextBoolean() ? LARGE : SMALL);
            if (!(outcome instanceof Outcome.Done<Instance>)) {
              assertThat(error(outcome).category()).isEqualTo(Category.CAPACITY);
            }
          }
        }
      }
      Map<String, String> hosts = new TreeMap<>();
      Map<String, String> now = hosts(where);
      machines.forEach(machine -> hosts.put(machine.reference(), now.get(machine.reference())));
      assertThat(now).isEqualTo(hosts);
      return hosts;
    }
  }

  /** Reads the log line by line and adds up what is on each host, by a hand of its own. */
  private static void requireWithinCapacity(Path where, Overcommit overcommit) throws IOException {
    Map<String, long[]> taken = new HashMap<>();
    Map<String, Map<String, String>> places = new HashMap<>();
    int placed = 0;
    for (Map<String, String> line : OpenAccount.log(where)) {
      String reference = line.get("reference");
      boolean gone = "deleted".equals(line.get("event"));
      if (!line.containsKey("host") && !gone) {
        continue;
      }
      Map<String, String> former = places.remove(reference);
      if (former != null) {
        add(taken, former, -1);
      }
      if (!gone) {
        places.put(reference, line);
        long[] now = add(taken, line, 1);
        placed++;
        assertThat(now[0]).isLessThanOrEqualTo((long) (16_000 * overcommit.cpu()));
        assertThat(now[1]).isLessThanOrEqualTo((long) (64 * TestPools.GIB * overcommit.memory()));
      }
    }
    assertThat(placed).isPositive();
  }

  private static long[] add(Map<String, long[]> taken, Map<String, String> line, int sign) {
    long[] now = taken.computeIfAbsent(line.get("host"), unused -> new long[2]);
    now[0] += sign * Long.parseLong(line.get("cpuMillis"));
    now[1] += sign * Long.parseLong(line.get("memoryBytes"));
    return now;
  }

  private Map<String, String> hosts() throws IOException {
    return hosts(directory);
  }

  private static Map<String, String> hosts(Path where) throws IOException {
    Map<String, String> hosts = new TreeMap<>();
    for (Map<String, String> line : OpenAccount.log(where)) {
      if (line.containsKey("host")) {
        hosts.put(line.get("reference"), line.get("host"));
      } else if ("deleted".equals(line.get("event"))) {
        hosts.remove(line.get("reference"));
      }
    }
    return hosts;
  }

  private String hostOf(Instance machine) throws IOException {
    return Objects.requireNonNull(hosts().get(machine.reference()));
  }

  private static String rack(Instance machine) {
    return Objects.requireNonNull(machine.zone());
  }

  private List<String> hostsOf(String tokens) throws IOException {
    return OpenAccount.log(directory).stream()
        .filter(line -> line.getOrDefault("token", "").startsWith(tokens))
        .map(line -> line.get("host"))
        .toList();
  }

  private static CallContext context(OpenAccount account) {
    return account.session().context("change");
  }

  private static Instance create(
      OpenAccount account, String token, String type, Map<String, String> labels) {
    return account.session().running(token, request(account, token, type, labels, null));
  }

  private static Instance createIn(OpenAccount account, String token, String type, String rack) {
    return account.session().running(token, request(account, token, type, Map.of(), rack));
  }

  private static Outcome<Instance> tryCreate(
      OpenAccount account,
      String token,
      String type,
      Map<String, String> labels,
      @Nullable String rack) {
    return account
        .session()
        .outcome(
            account
                .compute()
                .create(
                    account.session().context(token), request(account, token, type, labels, rack)));
  }

  private static InstanceRequest request(
      OpenAccount account,
      String token,
      String type,
      Map<String, String> labels,
      @Nullable String rack) {
    Offer offer =
        account.catalog().offer(account.catalog().find("onpremise", "cellar", type).getAsInt());
    return new InstanceRequest(
        "machine",
        "cellar",
        rack,
        offer.type().name(),
        "debian-12",
        List.of(),
        null,
        List.of(),
        Market.ON_DEMAND,
        labels,
        new OwnerTag("test", "default", "machine-" + token, token));
  }

  private static void delete(OpenAccount account, Instance machine) {
    account
        .session()
        .outcome(account.compute().delete(context(account), "cellar", machine.reference(), true));
  }

  private static Outcome<Instance> tryResize(OpenAccount account, Instance machine, String type) {
    return account
        .session()
        .outcome(account.compute().resize(context(account), "cellar", machine.reference(), type));
  }

  private static void resize(OpenAccount account, Instance machine, String type) {
    assertThat(tryResize(account, machine, type)).isInstanceOf(Outcome.Done.class);
  }

  private static Instance describe(OpenAccount account, Instance machine) {
    return account.session().described("cellar", machine.reference()).orElseThrow();
  }

  private static List<Instance> list(OpenAccount account) {
    return account
        .session()
        .answer(account.compute().list(context(account), "cellar", null))
        .instances();
  }

  private static ProviderError error(Outcome<Instance> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed<Instance>) outcome).error();
  }
}
