package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.batch.BatchItem;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.AdoptionRequest;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachinePatch;
import io.novacron.api.plan.PlanRequest;
import io.novacron.rest.internal.TestApi.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PlanRoutesTest {
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
  void aDryRunOfACreateAnswersAPlanAndCreatesNothing() {
    Answer answer = api.postJson("/api/v1/vms?dryRun=true", Samples.SMALL_MACHINE);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.at("/hash")).isEqualTo("ab12");
    assertThat(answer.at("/actions/0/instanceType")).isEqualTo("m1");
    assertThat(answer.at("/monthlyDelta")).isEqualTo("125.56");
    assertThat(api.machines.size()).isZero();
    assertThat(api.get("/api/v1/plans/plan-1").json()).isEqualTo(answer.json());
    assertThat(api.get("/api/v1/plans").json().at("/items")).hasSize(1);
    assertThat(api.get("/api/v1/plans/none").status()).isEqualTo(404);
  }

  @Test
  void aWrongWaitIsRefusedThoughAPlanWaitsForNothing() {
    assertThat(api.postJson("/api/v1/vms?dryRun=true&wait=long", Samples.SMALL_MACHINE).status())
        .isEqualTo(400);
    assertThat(api.post("/api/v1/vms/vm-1/actions/stop?dryRun=true&wait=long").status())
        .isEqualTo(400);
    assertThat(api.plans.requests).isEmpty();
  }

  @Test
  void actionsDeletesAndBatchesHaveDryRunsToo() {
    assertThat(api.post("/api/v1/vms/vm-1/actions/stop?dryRun=true").status()).isEqualTo(200);
    assertThat(api.delete("/api/v1/vms/vm-1?dryRun=true", "If-Match", "\"7\"").status())
        .isEqualTo(200);
    assertThat(
            api.postJson(
                    "/api/v1/vms/batch?dryRun=true",
                    """
                    {"items": [{"action": "stop", "id": "vm-7"}], "policy": "keep-successes"}
                    """)
                .status())
        .isEqualTo(200);

    assertThat(api.plans.requests.get(0))
        .isEqualTo(
            new PlanRequest.Single(
                new BatchItem.Act("vm-1", ActionRequest.of(MachineAction.STOP)), null));
    assertThat(api.plans.requests.get(1))
        .isEqualTo(
            new PlanRequest.Single(
                new BatchItem.Act("vm-1", ActionRequest.of(MachineAction.DELETE)), 7L));
    assertThat(api.plans.requests.get(2)).isInstanceOf(PlanRequest.Batch.class);
    assertThat(api.batches.requests()).isEmpty();
  }

  @Test
  void updatesSnapshotsAndAdoptionsHaveDryRunsToo() {
    String snapshots = "/api/v1/vms/vm-1/snapshots";
    List<Answer> answers =
        List.of(
            patch("{\"labels\": {\"team\": null}}", "If-Match", "\"7\""),
            api.postJson(snapshots + "?dryRun=true", "{\"name\": \"before\"}"),
            api.post(snapshots + "/snap-1/actions/restore?dryRun=true"),
            api.delete(snapshots + "/snap-1?dryRun=true"),
            api.postJson(
                "/api/v1/vms/adopt?dryRun=true",
                """
                {"account": "sim-aws", "region": "r1", "reference": "i-1", "name": "old"}
                """));

    assertThat(answers).extracting(Answer::status).containsOnly(200);
    assertThat(api.plans.requests)
        .containsExactly(
            new PlanRequest.Update(
                "vm-1", MachinePatch.ofLabels(Map.of("team", Optional.empty())), 7L),
            new PlanRequest.OfSnapshot("vm-1", PlanRequest.SnapshotAction.CREATE, "before"),
            new PlanRequest.OfSnapshot("vm-1", PlanRequest.SnapshotAction.RESTORE, "snap-1"),
            new PlanRequest.OfSnapshot("vm-1", PlanRequest.SnapshotAction.DELETE, "snap-1"),
            new PlanRequest.Adopt(new AdoptionRequest("sim-aws", "r1", "i-1", "old", Map.of())));
    assertThat(patch("{}").status()).isEqualTo(428);
  }

  @Test
  void anApplyTakesHashAndToleranceAndSaysWhatMoved() {
    Answer stale = api.post("/api/v1/plans/plan-1/actions/apply");
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.at("/code")).isEqualTo("plan-stale");
    assertThat(stale.at("/errors/0/pointer")).isEqualTo("/actions/0/price");

    Answer applied =
        api.postJson(
            "/api/v1/plans/plan-1/actions/apply",
            """
            {"hash": "ab12", "tolerance": {"pricePercent": 5}}
            """);
    assertThat(applied.status()).as(applied.text()).isEqualTo(202);
    assertThat(applied.header("Location")).isEqualTo("/api/v1/operations/op-ab12");
  }

  private static Answer patch(String body, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = "application/merge-patch+json";
    return api.send("PATCH", "/api/v1/vms/vm-1?dryRun=true", BodyPublishers.ofString(body), all);
  }
}
