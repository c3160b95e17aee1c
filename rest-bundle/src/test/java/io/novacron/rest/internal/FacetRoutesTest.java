package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.machine.AdoptionRequest;
import io.novacron.api.machine.MachineMetrics;
import io.novacron.rest.internal.TestApi.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FacetRoutesTest {
  private static final String SNAPSHOTS = "/api/v1/vms/vm-1/snapshots";
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
  void aSnapshotIsTakenListedShownRestoredAndDeleted() {
    Answer taken = api.postJson(SNAPSHOTS, "{\"name\": \"before\"}", "Idempotency-Key", "key-1");
    assertThat(taken.status()).as(taken.text()).isEqualTo(202);
    assertThat(taken.header("Location")).isEqualTo("/api/v1/operations/op-1");
    assertThat(taken.at("/operation/kind")).isEqualTo("snapshot");
    assertThat(taken.at("/machine/snapshots/0/state")).isEqualTo("CREATING");
    assertThat(api.get(SNAPSHOTS).at("/items/0/name")).isEqualTo("before");
    assertThat(api.get(SNAPSHOTS + "/snap-1").at("/operation")).isEqualTo("op-1");
    Answer restored = api.post(SNAPSHOTS + "/snap-1/actions/restore", "Idempotency-Key", "key-2");
    assertThat(restored.status()).as(restored.text()).isEqualTo(202);
    assertThat(restored.at("/operation/kind")).isEqualTo("restore-snapshot");
    assertThat(api.delete(SNAPSHOTS + "/snap-1").at("/operation/kind"))
        .isEqualTo("delete-snapshot");
    assertThat(api.get(SNAPSHOTS + "/snap-1").at("/code")).isEqualTo("snapshot-not-found");
    assertThat(api.facets.keys()).containsExactly("key-1", "key-2", null);
  }

  @Test
  void aSnapshotNeedsANameAndARestoreTakesNoBody() {
    assertThat(api.postJson(SNAPSHOTS, "{}").json().at("/errors/0/pointer").asText())
        .isEqualTo("/name");
    assertThat(api.postJson(SNAPSHOTS + "/snap-1/actions/restore", "{}").at("/code"))
        .isEqualTo("body-not-taken");
  }

  @Test
  void operationsAreListedByTheKindsTheyShow() {
    assertThat(api.get("/api/v1/operations?kind=restore-snapshot").status()).isEqualTo(200);
  }

  @Test
  void aMachineIsAdoptedAndAgainGivesTheSame() {
    String body =
        """
        {"account": "sim-aws", "region": "eu-central-1", "reference": "i-1", "name": "old",
         "labels": {"team": "a"}}
        """;
    Answer first = api.postJson("/api/v1/vms/adopt", body);
    Answer again = api.postJson("/api/v1/vms/adopt", body);
    assertThat(first.status()).as(first.text()).isEqualTo(202);
    assertThat(first.at("/operation/kind")).isEqualTo("adopt");
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(api.facets.adopted().get(0))
        .isEqualTo(
            new AdoptionRequest("sim-aws", "eu-central-1", "i-1", "old", Map.of("team", "a")));
    assertThat(api.postJson("/api/v1/vms/adopt", body, "Idempotency-Key", "k-1").status())
        .isEqualTo(202);
    assertThat(api.facets.keys()).contains("k-1");
    assertThat(
            api.postJson("/api/v1/vms/adopt?dryRun=true", body, "Idempotency-Key", "k-1").status())
        .isEqualTo(400);
    assertThat(api.postJson("/api/v1/vms/adopt", "{}").json().get("errors")).hasSize(4);
  }

  @Test
  void measurementsAreReadWithWindowResolutionAndNames() {
    Answer answer = api.get("/api/v1/vms/vm-1/metrics?window=2h&resolution=5m&name=cpu-percent");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.at("/source")).isEqualTo("test, account a");
    assertThat(answer.at("/observedAt")).isNotEmpty();
    assertThat(answer.at("/resolutionSeconds")).isEqualTo("300");
    assertThat(answer.at("/series/0/name")).isEqualTo("cpu-percent");
    assertThat(answer.at("/series/0/unit")).isEqualTo("percent");
    assertThat(answer.at("/series/0/points/0/value")).isEqualTo("12.5");
    MachineMetrics asked = Objects.requireNonNull(api.facets.lastMetrics());
    assertThat(Duration.between(asked.from(), asked.to())).isEqualTo(Duration.ofHours(2));
    assertThat(api.get("/api/v1/vms/vm-1/metrics?name=cpu").json().at("/errors/0/message").asText())
        .contains("cpu-percent");
    assertThat(api.get("/api/v1/vms/vm-1/metrics?window=often").status()).isEqualTo(400);
  }

  @Test
  void whoIsToAskLaterIsToldWhenThoughTheCloudDidNotSay() {
    Answer answer = api.get("/api/v1/vms/throttled/metrics");
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).isEqualTo("5");
    assertThat(answer.at("/retryAfter")).isEqualTo("5");
  }

  @Test
  void withoutTheirServicesTheyAre503() {
    api.services.snapshots().unbind(api.facets);
    api.services.adoptions().unbind(api.facets);
    api.services.machineMetrics().unbind(api.facets);
    assertThat(api.get(SNAPSHOTS).status()).isEqualTo(503);
    assertThat(api.get("/api/v1/vms/vm-1/metrics").status()).isEqualTo(503);
    assertThat(
            api.postJson(
                    "/api/v1/vms/adopt",
                    "{\"account\":\"a\",\"region\":\"r\",\"reference\":\"i\",\"name\":\"n\"}")
                .status())
        .isEqualTo(503);
  }
}
