package io.novacron.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.novacron.api.batch.BatchItem;
import io.novacron.api.batch.BatchPolicy;
import io.novacron.api.batch.BatchRequest;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.Market;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VmBatchTest {
  @TempDir Path directory;
  private final FakeServices services = new FakeServices();
  private final Shell shell = new Shell(services.component);

  @AfterEach
  void close() {
    shell.close();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("batch.json"), text);
  }

  @Test
  void whatTheFileSaysReachesTheService() throws IOException {
    Path file =
        file(
            """
            {"items": [{"create": {"name": "job-1", "size": {"vcpus": 4, "memoryGib": 16},
                          "market": {"kind": "spot", "maxPricePerHour": "0.2"},
                          "disks": [{"sizeGib": 10}], "userData": "run"}}],
             "policy": "at-least", "minimum": 1}
            """);
    Shell.Result result = shell.run("novacron:vm-batch " + file);

    assertThat(result.status()).as(result.out()).isZero();
    assertThat(result.lines())
        .anySatisfy(line -> assertThat(line).contains("0", "succeeded", "vm-0", "op-0"));
    BatchRequest request = services.batches.requests.get(0);
    assertThat(request.policy()).isEqualTo(BatchPolicy.AT_LEAST);
    assertThat(request.minimum()).isEqualTo(1);
    MachineSpec spec = ((BatchItem.Create) request.items().get(0)).spec();
    assertThat(spec.name()).isEqualTo("job-1");
    assertThat(spec.image()).isEqualTo(MachineSpec.DEFAULT_IMAGE);
    assertThat(spec.market()).isEqualTo(new Market(Market.Kind.SPOT, new BigDecimal("0.2")));
    assertThat(spec.disks().get(0).kind()).isEqualTo("standard");
    assertThat(spec.userData()).isNotNull();
  }

  @Test
  void aBatchOfWhichAnItemFailsIsToldItemByItemAndFails() throws IOException {
    Path file =
        file(
            """
            {"items": [{"create": {"name": "job-1", "instanceType": "m7g.xlarge"}},
                       {"action": "stop", "id": "vm-7", "force": true}],
             "policy": "keep-successes"}
            """);
    Shell.Result result = shell.run("novacron:vm-batch " + file);

    assertThat(result.status()).isOne();
    assertThat(result.out()).contains("succeeded", "failed", "It is stopped.");
    assertThat(services.batches.requests.get(0).items().get(1))
        .isEqualTo(new BatchItem.Act("vm-7", ActionRequest.forced(MachineAction.STOP)));

    JsonNode json =
        new ObjectMapper().readTree(shell.run("novacron:vm-batch --output json " + file).out());
    assertThat(json.at("/result/items/1/error/code").asText()).isEqualTo("illegal-state");
    assertThat(json.at("/kind").asText()).isEqualTo("batch");
  }

  @Test
  void everythingWrongWithTheFileIsToldAndNothingIsSent() throws IOException {
    Path file =
        file(
            """
            {"items": [{"create": {"name": "a", "market": {"kind": "free"}}}, {"action": "fly",
             "id": "vm-1"}, {"id": "vm-2"}, {"create": {"nam": "x"}}], "policy": "some", "x": 1}
            """);
    Shell.Result result = shell.run("novacron:vm-batch " + file);

    assertThat(result.status()).isOne();
    assertThat(result.out())
        .contains("/x", "/policy", "/items/0/create", "on-demand or spot", "/items/1/action")
        .contains("/items/2", "/items/3/create");
    assertThat(services.batches.requests).isEmpty();
    assertThat(shell.run("novacron:vm-batch /none/such.json").status()).isOne();
  }
}
