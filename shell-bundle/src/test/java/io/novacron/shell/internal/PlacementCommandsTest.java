package io.novacron.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.novacron.api.placement.ReplayRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacementCommandsTest {
  private final FakeServices services = new FakeServices();
  private final Shell shell = new Shell(services.component);

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void aDecisionIsExplainedWithFiltersFactorsAndWhatWouldChangeIt() {
    Shell.Result result = shell.run("novacron:place dec-1", 200);
    assertThat(result.status()).as(result.out()).isZero();
    assertThat(result.out())
        .contains("cheapest version 1", "What the filters left", "memory", "t3.nano has 0.5 GiB")
        .contains("What counted", "price", "0.16 USD/h", "0.168 USD/h", "estimated")
        .contains("What would change it", "fell below 0.1600 USD/h", "t2a-standard-4");
  }

  @Test
  void theCandidatesAreDrawnWithTheChoiceAndTheRunnerUp() {
    String drawn = shell.run("novacron:place dec-1 --chart", 80).out();
    List<String> rows =
        drawn.lines().filter(line -> line.contains("|")).map(line -> line.split("\\|")[1]).toList();
    assertThat(rows).hasSize(16);
    assertThat(rows.get(0)).contains("W");
    assertThat(rows.get(15)).contains("R");
    assertThat(drawn.lines()).allMatch(line -> line.length() <= 200);
  }

  @Test
  void asCsvTheFactorsAreGivenAndAsJsonTheWholeDecision() throws IOException {
    assertThat(shell.run("novacron:place dec-1 --output csv").out()).startsWith("factor,weight");
    assertThat(
            new ObjectMapper()
                .readTree(shell.run("novacron:place dec-1 --output json").out())
                .at("/runnerUpFactors/0/name")
                .asText())
        .isEqualTo("price");
  }

  @Test
  void decisionsAreReplayedUnderAPolicyAndTheRegretIsSummed() {
    Shell.Result result =
        shell.run("novacron:replay --latest 7 --policy green:2 --current-catalog", 200);
    assertThat(result.status()).as(result.out()).isZero();
    assertThat(result.out()).contains("dec-1", "m7g.xlarge", "t2a-standard-4", "0.0040", "moves");
    assertThat(result.out()).contains("1 of 1 made again, 1 would move", "regret 0.0040 USD/h");
    ReplayRequest asked = services.plane.placementService.replays.get(0);
    assertThat(asked.latest()).isEqualTo(7);
    assertThat(asked.policy()).isEqualTo("green");
    assertThat(asked.policyVersion()).isEqualTo(2);
    assertThat(asked.catalog()).isEqualTo(ReplayRequest.Basis.CURRENT);
  }

  @Test
  void aReplayIsWrittenAsCsvForASpreadsheet() {
    assertThat(shell.run("novacron:replay dec-1 --output csv").out())
        .startsWith("decision,former,")
        .contains("dec-1,");
    assertThat(services.plane.placementService.replays.get(0).decisions()).containsExactly("dec-1");
  }

  @Test
  void whatCannotBeReadIsToldWithItsOption() {
    Shell.Result result = shell.run("novacron:replay --latest many");
    assertThat(result.status()).isNotZero();
    assertThat(result.out()).contains("--latest");
    assertThat(services.plane.placementService.replays).isEmpty();
  }

  @Test
  void theFactorsThatCanBeWeighedAreListed() {
    assertThat(shell.run("novacron:factor-list", 160).out())
        .contains("carbon", "infrastructure", "less", "published-figures");
  }

  @Test
  void adviceAboutASpotMachineTellsWhatToDoAndWhy(@TempDir Path directory) throws IOException {
    Path seen =
        Files.writeString(
            directory.resolve("seen.json"),
            """
            {"prices": [
              {"place": "there", "at": "2026-11-30T10:00:00Z", "pricePerHour": "0.02"},
              {"place": "gone", "at": "2026-11-30T10:00:00Z"}]}
            """);
    String line =
        "novacron:spot-advice --on-demand 0.096 --present spot --place here --price here=0.06"
            + " --move-cost 0.1 --interruption here=0.05 --horizon 48 --prices "
            + seen;
    assertThat(shell.run(line, 200).out())
        .contains("advice", "move", "gone", "0.196 USD over the horizon")
        .contains("SPOT at here seen [here 0.06, there 0.02, gone null] lost {here=0.05}")
        .contains("within PT48H");
    JsonNode advice = new ObjectMapper().readTree(shell.run(line + " --output json").out());
    assertThat(advice.get("action").asText()).isEqualTo("move");
    assertThat(advice.at("/expectedSaving/amount").asText()).isEqualTo("0.196");
  }

  @Test
  void wrongFiguresOfASpotMachineAreToldWithWhatIsLegal(@TempDir Path directory)
      throws IOException {
    Path seen =
        Files.writeString(
            directory.resolve("seen.json"), "{\"prices\": [{\"at\": \"soon\", \"price\": 1}]}");
    Shell.Result result =
        shell.run(
            "novacron:spot-advice --on-demand much --present rented --price here --prices " + seen);
    assertThat(result.status()).isNotZero();
    assertThat(result.out())
        .contains("--on-demand", "--present", "on-demand, spot", "--price", "/prices/0/at")
        .contains("/prices/0/price", "/prices/0/place");
  }
}
