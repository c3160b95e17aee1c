package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.inventory.DriftAspect;
import io.novacron.api.inventory.OrphanKind;
import io.novacron.api.inventory.ResourceType;
import io.novacron.rest.internal.TestApi.Answer;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class InventoryRoutesTest {
  private static final String DRIFT = "/api/v1/drift/" + FakeInventory.DRIFT.id();
  private static final String ORPHAN = "/api/v1/orphans/orphan-1";
  private static final TestApi api = new TestApi();

  @BeforeEach
  void beginAnew() {
    api.reset();
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @Test
  void aMachineIsAskedForAtItsCloudOnlyWhereAnAgeIsGiven() {
    String id = api.postJson("/api/v1/vms", Samples.SMALL_MACHINE).at("/machine/id");
    assertThat(api.get("/api/v1/vms/" + id).status()).isEqualTo(200);
    assertThat(api.inventory.ages).isEmpty();
    assertThat(api.get("/api/v1/vms/" + id + "?maxAge=30s").at("/id")).isEqualTo(id);
    assertThat(api.inventory.ages).containsExactly(Duration.ofSeconds(30));
    assertThat(api.get("/api/v1/vms/" + id + "?maxAge=soon").status()).isEqualTo(400);
  }

  @Test
  void aListThatMustBeYoungRefreshesWhatItShows() {
    assertThat(api.get("/api/v1/vms?maxAge=1m&account=a&region=b").status()).isEqualTo(200);
    assertThat(api.inventory.refreshed).containsExactly("a/b/PT1M");
    assertThat(api.get("/api/v1/vms?maxAge=x").status()).isEqualTo(400);
    assertThat(api.get("/api/v1/vms").status()).isEqualTo(200);
    assertThat(api.inventory.refreshed).hasSize(1);
  }

  @Test
  void regionsTellTheirAge() {
    Answer answer = api.get("/api/v1/inventory");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.at("/items/0/listedAt")).isNotEmpty();
    assertThat(answer.at("/items/0/machines")).isEqualTo("2");
    assertThat(answer.at("/items/1/problem")).contains("not listed");
  }

  @Test
  void differencesAreListedByWhatIsAskedFor() {
    Answer answer = api.get("/api/v1/drift?aspect=instance-type&account=a&machine=vm-1");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.at("/items/0/aspect")).isEqualTo("state");
    assertThat(answer.at("/items/0/expected")).isEqualTo("RUNNING");
    assertThat(answer.at("/items/0/actions/1")).isEqualTo("revert");
    assertThat(Objects.requireNonNull(api.inventory.driftQuery).aspect())
        .isEqualTo(DriftAspect.INSTANCE_TYPE);
    assertThat(api.inventory.driftQuery.ignored()).isFalse();
    assertThat(api.get("/api/v1/drift?aspect=colour").status()).isEqualTo(400);
    assertThat(api.get(DRIFT).at("/observed")).isEqualTo("STOPPED");
    assertThat(api.get("/api/v1/drift/none").status()).isEqualTo(404);
  }

  @Test
  void aDifferenceIsActedOn() {
    Answer revert = api.post(DRIFT + "/actions/revert");
    assertThat(revert.status()).as(revert.text()).isEqualTo(202);
    assertThat(revert.header("Location")).isEqualTo("/api/v1/operations/op-1");
    assertThat(revert.at("/operation/kind")).isEqualTo("start");
    Answer dry = api.post(DRIFT + "/actions/revert?dryRun=true");
    assertThat(dry.status()).isEqualTo(200);
    assertThat(dry.at("/dryRun")).isEqualTo("true");
    assertThat(api.post(DRIFT + "/actions/ignore").status()).isEqualTo(200);
    assertThat(api.post(DRIFT + "/actions/forget").status()).isEqualTo(404);
    assertThat(api.post(DRIFT + "/actions/ignore", "Idempotency-Key", "a b").status())
        .isEqualTo(400);
    assertThat(api.postJson(DRIFT + "/actions/ignore", "{}").status()).isBetween(400, 422);
    assertThat(api.inventory.asked)
        .containsExactly(
            "REVERT " + FakeInventory.DRIFT.id(),
            "REVERT " + FakeInventory.DRIFT.id() + " dry",
            "IGNORE " + FakeInventory.DRIFT.id());
  }

  @Test
  void orphansAreListedWithMoneyAndCoverage() {
    Answer answer = api.get("/api/v1/orphans?kind=orphan&pageSize=1");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.at("/items/0/providerReference")).isEqualTo("i-9");
    assertThat(answer.at("/items/0/pricePerHour/amount")).isEqualTo("0.0960");
    assertThat(answer.at("/perMonth/amount")).isEqualTo("70.0800");
    assertThat(answer.at("/coverage/0/extent")).isEqualTo("FULL");
    assertThat(answer.at("/nextPageToken")).isEqualTo("orphan-1");
    assertThat(Objects.requireNonNull(api.inventory.orphanQuery).kind())
        .isEqualTo(OrphanKind.ORPHAN);
  }

  @Test
  void volumesAreListedWithTypeAndSizeAndAskedForAlone() {
    Answer answer = api.get("/api/v1/orphans?resource=volume");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(Objects.requireNonNull(api.inventory.orphanQuery).resource())
        .isEqualTo(ResourceType.VOLUME);
    assertThat(answer.at("/items/0/resource")).isEqualTo("machine");
    assertThat(answer.at("/items/0/instanceType")).isEqualTo("m5.large");
    assertThat(answer.at("/items/1/resource")).isEqualTo("volume");
    assertThat(answer.at("/items/1/state")).isEqualTo("AVAILABLE");
    assertThat(answer.at("/items/1/volumeType")).isEqualTo("gp3");
    assertThat(answer.at("/items/1/sizeGib")).isEqualTo("80");
    assertThat(answer.at("/items/1/costs")).isEqualTo("true");
    assertThat(answer.text().split("\"instanceType\"", -1)).hasSize(2);
    assertThat(api.get("/api/v1/orphans?resource=disk").status()).isEqualTo(400);
  }

  @Test
  void anOrphanIsTouchedOnlyWhereThatIsSaid() {
    assertThat(api.post(ORPHAN + "/actions/quarantine").at("/dryRun")).isEqualTo("true");
    assertThat(api.post(ORPHAN + "/actions/delete?dryRun=perhaps").status()).isEqualTo(400);
    Answer begun = api.post(ORPHAN + "/actions/quarantine?dryRun=false");
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    assertThat(begun.at("/operation/kind")).isEqualTo("quarantine-orphan");
    assertThat(api.post(ORPHAN + "/actions/adopt").status()).isEqualTo(404);
    assertThat(api.inventory.asked)
        .containsExactly("QUARANTINE orphan-1 dry", "QUARANTINE orphan-1");
  }
}
