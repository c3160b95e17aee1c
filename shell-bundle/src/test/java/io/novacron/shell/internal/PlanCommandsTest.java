package io.novacron.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.novacron.api.batch.BatchItem;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.AdoptionRequest;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachinePatch;
import io.novacron.api.plan.PlanRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandsTest {
  @TempDir Path directory;
  private final FakeServices services = new FakeServices();
  private final Shell shell = new Shell(services.component);

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void aDryRunTellsWhatWouldBeDoneAndDoesNothing() {
    Shell.Result result = shell.run("novacron:vm-create web --vcpus 4 --memory 16 --dry-run", 200);

    assertThat(result.status()).as(result.out()).isZero();
    assertThat(result.out())
        .contains("plan-1", "ab12", "-125.56 USD", "stop", "eu-central-1", "-0.1720")
        .contains("Disks go on costing.", "novacron:plan-apply plan-1");
    assertThat(services.plane.machines).isEmpty();
    assertThat(services.plans.requests.get(0))
        .isInstanceOfSatisfying(
            PlanRequest.Single.class,
            single -> assertThat(single.item()).isInstanceOf(BatchItem.Create.class));
  }

  @Test
  void everyChangeHasADryRun() throws IOException {
    shell.run("novacron:vm-create web --vcpus 4 --memory 16");
    shell.run("novacron:snapshot-create web before");
    String id = services.plane.machines.keySet().iterator().next();
    Path file =
        Files.writeString(
            directory.resolve("batch.json"),
            """
            {"items": [{"action": "stop", "id": "vm-7"}], "policy": "keep-successes"}
            """);
    for (String command :
        new String[] {
          "vm-stop web --force",
          "vm-label web --remove team",
          "snapshot-create web after",
          "snapshot-restore web before",
          "snapshot-delete web before",
          "vm-adopt old --account sim-aws --region r1 --reference i-1",
          "vm-batch " + file
        }) {
      Shell.Result result = shell.run("novacron:" + command + " --dry-run");
      assertThat(result.status()).as(result.out()).isZero();
    }

    assertThat(services.plans.requests.subList(0, 6))
        .containsExactly(
            new PlanRequest.Single(
                new BatchItem.Act(id, ActionRequest.forced(MachineAction.STOP)), null),
            new PlanRequest.Update(
                id, MachinePatch.ofLabels(Map.of("team", Optional.empty())), null),
            new PlanRequest.OfSnapshot(id, PlanRequest.SnapshotAction.CREATE, "after"),
            new PlanRequest.OfSnapshot(id, PlanRequest.SnapshotAction.RESTORE, "snap-1"),
            new PlanRequest.OfSnapshot(id, PlanRequest.SnapshotAction.DELETE, "snap-1"),
            new PlanRequest.Adopt(new AdoptionRequest("sim-aws", "r1", "i-1", "old", Map.of())));
    assertThat(services.plans.requests.get(6)).isInstanceOf(PlanRequest.Batch.class);
    assertThat(services.batches.requests).isEmpty();
    assertThat(services.facets.adopted).isEmpty();
    assertThat(shell.run("novacron:vm-stop web --dry-run --wait --idempotency-key k").out())
        .contains("--wait", "--idempotency-key");
  }

  @Test
  void aPlanIsListedShownAndAppliedWithinATolerance() throws IOException {
    shell.run("novacron:vm-create web --vcpus 4 --memory 16 --dry-run");

    assertThat(shell.run("novacron:plan-list").out()).contains("plan-1", "stop web");
    assertThat(shell.run("novacron:plan-info plan-1", 200).out()).contains("ab12", "m1");
    assertThat(shell.run("novacron:plan-info none").status()).isOne();
    JsonNode json =
        new ObjectMapper().readTree(shell.run("novacron:plan-info plan-1 -o json").out());
    assertThat(json.at("/monthlyDelta").asText()).isEqualTo("-125.56");
    assertThat(json.at("/actions/0/hourlyDelta").asText()).isEqualTo("-0.1720");
    assertThat(json.at("/actions/0/price/currency").asText()).isEqualTo("USD");

    Shell.Result stale = shell.run("novacron:plan-apply plan-1");
    assertThat(stale.status()).isOne();
    assertThat(stale.out()).contains("/actions/0/price", "is 0.1789 USD now");
    Shell.Result applied = shell.run("novacron:plan-apply plan-1 --hash ab12 --price-tolerance 5");
    assertThat(applied.status()).as(applied.out()).isZero();
    assertThat(applied.out()).contains("op-ab12", "stop");
  }
}
