package io.novacron.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.novacron.api.machine.AdoptionRequest;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FacetCommandsTest {
  private final FakeServices services = new FakeServices();
  private final Shell shell = new Shell(services.component);

  @BeforeEach
  void makeAMachine() {
    shell.run("novacron:vm-create web --vcpus 4 --memory 16");
  }

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void aSnapshotIsTakenListedRestoredAndDeletedByItsName() {
    Shell.Result taken = shell.run("novacron:snapshot-create web before");
    assertThat(taken.status()).as(taken.out()).isZero();
    assertThat(taken.out()).contains("before (snap-1), creating", "op-s, queued");
    assertThat(shell.run("novacron:snapshot-list web").out()).contains("before", "creating", "s-1");
    assertThat(shell.run("novacron:vm-info web").out()).contains("snapshots");
    assertThat(shell.run("novacron:snapshot-restore web before").out()).contains("restoring");
    assertThat(shell.run("novacron:snapshot-delete web before").status()).isZero();
    assertThat(shell.run("novacron:snapshot-list web").out()).contains("has no snapshots");
    assertThat(shell.run("novacron:snapshot-restore web none").status()).isEqualTo(1);
  }

  @Test
  void asJsonASnapshotHasTheShapeOfTheRestInterface() throws IOException {
    shell.run("novacron:snapshot-create web before");
    JsonNode json =
        new ObjectMapper().readTree(shell.run("novacron:snapshot-list web -o json").out());
    assertThat(json.at("/items/0/providerReference").asText()).isEqualTo("s-1");
    assertThat(json.at("/items/0/state").asText()).isEqualTo("CREATING");
  }

  @Test
  void aMachineIsAdoptedWithAllThatIsNeededAndWhatIsMissingIsNamed() {
    Shell.Result result =
        shell.run(
            "novacron:vm-adopt old --account sim-aws --region eu-central-1 --reference i-1"
                + " --label team=a");
    assertThat(result.status()).as(result.out()).isZero();
    assertThat(services.facets.adopted)
        .containsExactly(
            new AdoptionRequest("sim-aws", "eu-central-1", "i-1", "old", Map.of("team", "a")));
    assertThat(shell.run("novacron:vm-adopt old").out())
        .contains("--account", "--region", "--reference", "is missing");
  }

  @Test
  void measurementsAreALineEachAndAllPointsAsJson() throws IOException {
    Shell.Result result = shell.run("novacron:vm-metrics web --window 1h --resolution 60s", 200);
    assertThat(result.status()).as(result.out()).isZero();
    assertThat(result.out()).contains("cpu-percent", "▁▂▃▄▅▆▇█", "0.0", "35.0", "70.0", "percent");
    JsonNode json = new ObjectMapper().readTree(shell.run("novacron:vm-metrics web -o json").out());
    assertThat(json.at("/series/0/points")).hasSize(8);
    assertThat(json.at("/resolutionSeconds").asInt()).isEqualTo(60);
    assertThat(shell.run("novacron:vm-metrics web --window soon").out())
        .contains("--window", "s, m, h or d");
  }
}
