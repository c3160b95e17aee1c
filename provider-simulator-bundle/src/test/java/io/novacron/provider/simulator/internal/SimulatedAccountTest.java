package io.novacron.provider.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.catalog.Offer;
import io.novacron.api.machine.Market;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.provider.tck.SmallCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine as a protocol's face uses it. */
class SimulatedAccountTest {
  private @TempDir Path directory = Path.of("");
  private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
  private final SmallCatalog catalog = new SmallCatalog();
  private final Offer offer = catalog.anyOffer("aws");
  private final HandClock clock = new HandClock();

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  @Test
  void aMachineAndItsPartsAreKnownAgainAfterARestart() {
    String reference;
    try (SimulatedAccount account = open(Map.of())) {
      reference = create(account, "one");
    }
    try (SimulatedAccount account = open(Map.of())) {
      SimulatedMachine machine = machine(account, reference);
      assertThat(machine.facts().attributes()).containsExactly(Map.entry("a=b", "c\td"));
      assertThat(machine.facts().tags()).containsExactly(Map.entry("note", "one"));
      assertThat(parts(account, reference))
          .extracting(CloudResource::kind)
          .containsExactly("goes", "stays");
      assertThat(resource(account, "goes-" + reference))
          .isEqualTo(part("goes", machine.facts(), true));
      assertThat(create(account, "one")).isEqualTo(reference);
    }
  }

  @Test
  void whatGoesWithAMachineGoesAndTheRestIsNobodys() {
    String reference;
    try (SimulatedAccount account = open(Map.of())) {
      reference = create(account, "one");
      account
          .cloud()
          .change(Change.DELETE, context(), offer.region().id(), reference, null)
          .durable()
          .join();
      assertThat(parts(account, reference)).isEmpty();
    }
    try (SimulatedAccount account = open(Map.of())) {
      assertThat(resource(account, "goes-" + reference)).isNull();
      assertThat(resource(account, "stays-" + reference))
          .isNotNull()
          .satisfies(one -> assertThat(one.attribute(CloudResource.MACHINE)).isEmpty());
    }
  }

  @Test
  void severalMachinesChangeTogetherOrNotAtAll() {
    try (SimulatedAccount account = open(Map.of())) {
      String one = create(account, "one");
      String two = create(account, "two");
      String region = offer.region().id();
      SimulatedCloud cloud = account.cloud();
      assertThat(
              cloud
                  .changeAll(Change.STOP, context(), region, List.of(one, "i-missing"), null)
                  .value())
          .containsExactly(new Ruling.Absent());
      assertThat(machine(account, one).phase()).isEqualTo(Phase.RUNNING);
      cloud.change(Change.DELETE, context(), region, two, null);
      assertThat(cloud.changeAll(Change.STOP, context(), region, List.of(one, two), null).value())
          .singleElement()
          .isInstanceOf(Ruling.Refused.class);
      assertThat(machine(account, one).phase()).isEqualTo(Phase.RUNNING);
      assertThat(cloud.changeAll(Change.STOP, context(), region, List.of(one), null).value())
          .singleElement()
          .isInstanceOf(Ruling.Settled.class);
      assertThat(machine(account, one).phase()).isEqualTo(Phase.STOPPED);
    }
  }

  @Test
  void aTokenIsForgottenWhenItsTimeIsOver() {
    try (SimulatedAccount account = open(Map.of("tokenSeconds", "60"))) {
      String first = create(account, "one");
      clock.now = clock.now.plusSeconds(59);
      assertThat(create(account, "one")).isEqualTo(first);
      clock.now = clock.now.plusSeconds(1);
      String second = create(account, "one");
      assertThat(second).isNotEqualTo(first);
      assertThat(create(account, "one")).isEqualTo(second);
    }
  }

  @Test
  void aLogFromBeforeThereWereAttributesIsRead() throws IOException {
    try (InputStream old =
        SimulatedAccountTest.class.getResourceAsStream("/old-form/transitions.txt")) {
      Files.write(
          directory.resolve("transitions.log"), old == null ? new byte[0] : old.readAllBytes());
    }
    try (SimulatedAccount account = open(Map.of())) {
      SimulatedMachine machine = machine(account, "i-084a753503497b8a3");
      assertThat(machine.phase()).isEqualTo(Phase.RUNNING);
      assertThat(machine.facts().attributes()).isEmpty();
      assertThat(machine.facts().tags()).containsEntry("note", "from before");
      assertThat(machine.facts().disks()).hasSize(1);
    }
  }

  private SimulatedAccount open(Map<String, String> settings) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "cloud", "aws",
                "latencyMillis", "0",
                "visibilityDelayMillis", "0",
                "provisioningMillis", "0"));
    all.putAll(settings);
    return SimulatedAccount.open(
        new AccountConfiguration("simulated-aws", "default", "simulator", all),
        new ProviderEnvironment(clock, scheduler, catalog, directory),
        fault -> false);
  }

  private String create(SimulatedAccount account, String token) {
    Effect<Ruling> effect =
        account
            .cloud()
            .create(
                new Birth(
                    token,
                    1,
                    new InstanceRequest(
                        "machine",
                        offer.region().id(),
                        null,
                        offer.type().name(),
                        "debian-12",
                        List.of(),
                        null,
                        List.of(),
                        Market.ON_DEMAND,
                        Map.of(),
                        new OwnerTag("", "", "", "")),
                    "shape",
                    Map.of("note", token),
                    Map.of("a=b", "c\td"),
                    facts -> List.of(part("goes", facts, true), part("stays", facts, false))),
                null);
    effect.durable().join();
    assertThat(effect.value()).isInstanceOf(Ruling.Settled.class);
    return ((Ruling.Settled) effect.value()).machine().reference();
  }

  private static CloudResource part(String kind, MachineFacts facts, boolean goes) {
    return new CloudResource(
        kind,
        kind + "-" + facts.reference(),
        facts.region(),
        HandClock.START,
        Map.of(
            CloudResource.MACHINE, facts.reference(),
            CloudResource.DELETED_WITH_MACHINE, Boolean.toString(goes)),
        Map.of("note", "a\nb"));
  }

  private static SimulatedMachine machine(SimulatedAccount account, String reference) {
    SimulatedMachine machine = account.cloud().look(fleet -> fleet.byReference(reference)).value();
    assertThat(machine).isNotNull();
    return machine;
  }

  private static List<CloudResource> parts(SimulatedAccount account, String reference) {
    return account.cloud().look(fleet -> fleet.resources().ofMachine(reference)).value();
  }

  private static @org.jspecify.annotations.Nullable CloudResource resource(
      SimulatedAccount account, String reference) {
    return account.cloud().look(fleet -> fleet.resources().byReference(reference)).value();
  }

  private CallContext context() {
    return new CallContext("op", 1, "token", clock.now.plus(Duration.ofMinutes(1)));
  }

  /** A clock that stands still until it is moved. */
  private static final class HandClock extends Clock {
    private static final Instant START = Instant.parse("2026-11-30T12:00:00Z");

    private Instant now = START;

    @Override
    public ZoneId getZone() {
      return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
