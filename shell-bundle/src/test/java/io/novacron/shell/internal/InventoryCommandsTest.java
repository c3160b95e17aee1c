package io.novacron.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.novacron.api.inventory.DriftAspect;
import io.novacron.api.inventory.OrphanKind;
import io.novacron.api.inventory.ResourceType;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InventoryCommandsTest {
  private static final String DRIFT = FakeInventory.DRIFT.id();

  private final FakeServices services = new FakeServices();
  private final Shell shell = new Shell(services.component);

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void regionsAreListedWithTheirAge() throws IOException {
    assertThat(shell.run("novacron:inventory-list").lines())
        .anySatisfy(line -> assertThat(line).contains("us-east-1", "2026-11-23 12:00:00Z", "2"))
        .anySatisfy(line -> assertThat(line).contains("us-east1", "not listed yet"));
    assertThat(json("novacron:inventory-list --output json").at("/items/0/machines").asInt())
        .isEqualTo(2);
  }

  @Test
  void differencesAreListedAndCompleted() throws IOException {
    assertThat(shell.run("novacron:drift-list --aspect instance-type --ignored").lines())
        .anySatisfy(line -> assertThat(line).contains("web", "state", "RUNNING", "STOPPED", DRIFT));
    assertThat(Objects.requireNonNull(services.inventory.driftQuery).aspect())
        .isEqualTo(DriftAspect.INSTANCE_TYPE);
    assertThat(services.inventory.driftQuery.ignored()).isTrue();
    assertThat(json("novacron:drift-list --output json").at("/items/0/actions/0").asText())
        .isEqualTo("accept");
    assertThat(shell.run("novacron:drift-list --aspect colour").status()).isEqualTo(1);
    assertThat(shell.complete("drift-revert vm")).containsExactly(DRIFT);
  }

  @Test
  void aDifferenceIsActedOnOrOnlyToldOf() throws IOException {
    assertThat(shell.run("novacron:drift-revert " + DRIFT).lines())
        .contains("effect     It does something.", "operation  op-1, queued");
    assertThat(shell.run("novacron:drift-accept --dry-run " + DRIFT).lines())
        .contains("would  It does something.");
    assertThat(json("novacron:drift-ignore --output json " + DRIFT).at("/dryRun").asBoolean())
        .isFalse();
    assertThat(shell.run("novacron:drift-ignore a b").status()).isEqualTo(1);
    assertThat(services.inventory.asked)
        .containsExactly("REVERT " + DRIFT, "ACCEPT " + DRIFT + " dry", "IGNORE " + DRIFT);
  }

  @Test
  void orphansAreListedWithWhatTheyCost() throws IOException {
    Shell.Result result = shell.run("novacron:orphan-list --kind orphan");
    assertThat(result.lines())
        .anySatisfy(line -> assertThat(line).contains("i-9", "orphan", "RUNNING", "orphan-1"));
    assertThat(result.lines())
        .anySatisfy(line -> assertThat(line).contains("70.0800 USD/month", "1 without a price"));
    assertThat(Objects.requireNonNull(services.inventory.orphanQuery).kind())
        .isEqualTo(OrphanKind.ORPHAN);
    JsonNode json = json("novacron:orphan-list --output json");
    assertThat(json.at("/perHour/amount").asText()).isEqualTo("0.0960");
    assertThat(json.at("/coverage/0/extent").asText()).isEqualTo("FULL");
    assertThat(shell.complete("orphan-delete o")).containsExactly("orphan-1");
  }

  @Test
  void volumesAreListedWithSizeAndWhereTheyWereNotLookedAt() throws IOException {
    services.inventory.orphan = FakeInventory.VOLUME;
    Shell.Result result = shell.run("novacron:orphan-list --resource volume");
    assertThat(result.lines())
        .anySatisfy(line -> assertThat(line).contains("vol-9", "volume", "AVAILABLE", "gp3", "80"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("Not all volumes of 1 region were looked at: it was not listed"));
    assertThat(shell.run("novacron:orphan-list --resource snapshot").lines())
        .noneSatisfy(line -> assertThat(line).contains("Not all volumes"));
    shell.run("novacron:orphan-list --resource volume");
    assertThat(Objects.requireNonNull(services.inventory.orphanQuery).resource())
        .isEqualTo(ResourceType.VOLUME);
    JsonNode item = json("novacron:orphan-list --output json").at("/items/0");
    assertThat(item.at("/resource").asText()).isEqualTo("volume");
    assertThat(item.at("/volumeType").asText()).isEqualTo("gp3");
    assertThat(item.at("/sizeGib").asInt()).isEqualTo(80);
    assertThat(item.has("instanceType")).isFalse();
    assertThat(item.has("pricePerHour")).isFalse();
    assertThat(shell.run("novacron:orphan-list --resource disk").lines())
        .anySatisfy(line -> assertThat(line).contains("--resource", "machine, volume"));
  }

  @Test
  void allOrphansAreListedForAProgramAndAScreenfulForAPerson() throws IOException {
    services.inventory.orphans = 2500;

    JsonNode all = json("novacron:orphan-list --output json");
    assertThat(all.at("/items")).hasSize(2500);
    assertThat(all.at("/nextPageToken").isNull()).isTrue();
    assertThat(all.at("/total").asInt()).isEqualTo(2500);
    assertThat(all.at("/coverage")).hasSize(2);
    assertThat(shell.run("novacron:orphan-list --output csv").out().lines().toList())
        .filteredOn(line -> line.startsWith("i-9,"))
        .hasSize(2500);

    Shell.Result screenful = shell.run("novacron:orphan-list");
    assertThat(screenful.lines()).filteredOn(line -> line.startsWith("i-9 ")).hasSize(100);
    assertThat(screenful.lines())
        .anySatisfy(line -> assertThat(line).contains("2500 in all"))
        .contains("These are the first 100; --limit 1000 shows more.");
    JsonNode some = json("novacron:orphan-list --limit 1001 --output json");
    assertThat(some.at("/items")).hasSize(1001);
    assertThat(some.at("/nextPageToken").asText()).isEqualTo("1001");
  }

  @Test
  void anOrphanIsTouchedOnlyWhereThatIsSaid() {
    assertThat(shell.run("novacron:orphan-quarantine orphan-1").out()).contains("would", "--apply");
    assertThat(shell.run("novacron:orphan-quarantine --apply orphan-1").lines())
        .contains("operation  op-1, queued");
    shell.run("novacron:orphan-release --apply orphan-1");
    shell.run("novacron:orphan-delete orphan-1");
    assertThat(services.inventory.asked)
        .containsExactly(
            "QUARANTINE orphan-1 dry",
            "QUARANTINE orphan-1",
            "RELEASE orphan-1",
            "DELETE orphan-1 dry");
  }

  private JsonNode json(String line) throws IOException {
    return new ObjectMapper().readTree(shell.run(line).out());
  }
}
