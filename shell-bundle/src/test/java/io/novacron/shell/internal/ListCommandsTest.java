package io.novacron.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.novacron.api.provider.CallClass;
import io.novacron.api.provider.Lane;
import io.novacron.api.provider.Throttle;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListCommandsTest {
  private final FakeServices services = new FakeServices();
  private final Shell shell = new Shell(services.component);

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void machinesAreListedNewestFirst() {
    create("web", "db");

    Shell.Result result = shell.run("novacron:vm-list");

    assertThat(result.status()).isZero();
    assertThat(result.lines()).hasSize(4);
    assertThat(result.lines().get(0)).startsWith("NAME");
    assertThat(cells(result, 2))
        .containsExactly(
            "db",
            "creating",
            "aws",
            "eu-central-1",
            "m7g.xlarge",
            "0.1600 USD/h",
            "",
            "sim-aws",
            "2026-11-23 10:00:01Z",
            "vm-02");
    assertThat(cells(result, 3)).startsWith("web");
  }

  @Test
  void aTableNeverIsWiderThanTheTerminal() {
    create("web", "a-machine-with-quite-a-long-name-that-goes-on-for-sixty-characters");

    for (int width = 30; width <= 200; width++) {
      Shell.Result result = shell.run("novacron:vm-list", width);
      assertThat(result.lines())
          .filteredOn(line -> !line.startsWith("Not shown"))
          .allSatisfy(line -> assertThat(line.stripTrailing()).hasSizeLessThanOrEqualTo(200));
      int limit = width;
      assertThat(result.lines())
          .filteredOn(line -> !line.startsWith("Not shown"))
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(limit));
      assertThat(cells(result, 0)).startsWith("NAME", "STATE");
    }
  }

  @Test
  void aNarrowTerminalLeavesOutWhatMattersLeastAndSaysSo() {
    create("web");

    Shell.Result narrow = shell.run("novacron:vm-list", 60);
    assertThat(cells(narrow, 0)).containsExactly("NAME", "STATE", "REGION", "TYPE", "PRICE");
    assertThat(narrow.out())
        .endsWith(
            "\nNot shown, as the terminal is narrow: cloud, address, account, created, id.\n");

    assertThat(shell.run("novacron:vm-list", 200).out()).doesNotContain("Not shown");
  }

  @Test
  void filtersNarrowTheList() {
    create("web", "db");
    shell.run("novacron:vm-create tagged --type m7g.large --label a=1 --wait");

    assertThat(names("novacron:vm-list --state running")).containsExactly("tagged");
    assertThat(names("novacron:vm-list --state creating")).containsExactly("db", "web");
    assertThat(names("novacron:vm-list --label a=1")).containsExactly("tagged");
    assertThat(names("novacron:vm-list --account other")).isEmpty();
    assertThat(names("novacron:vm-list --region eu-central-1")).hasSize(3);
    assertThat(shell.run("novacron:vm-list --state upright").out())
        .contains("Error: --state: must be one of creating, provisioning, running");
  }

  @Test
  void aListThatIsCutOffSaysSo() {
    create("a", "b", "c");

    assertThat(shell.run("novacron:vm-list --limit 2").out())
        .endsWith("\nThese are the first 2; --limit 20 shows more.\n");
    assertThat(shell.run("novacron:vm-list --limit 3").out()).doesNotContain("These are");
    assertThat(shell.run("novacron:vm-list --limit 2 --output csv").lines()).hasSize(3);
  }

  @Test
  void aListForAProgramIsWholeUnlessALimitIsGiven() throws IOException {
    for (int i = 0; i < 105; i++) {
      create("vm" + i);
    }

    assertThat(shell.run("novacron:vm-list --output csv").lines()).hasSize(106);
    JsonNode json = new ObjectMapper().readTree(shell.run("novacron:vm-list -o json").out());
    assertThat(json.get("items")).hasSize(105);
    assertThat(json.get("nextPageToken").isNull()).isTrue();
    assertThat(shell.run("novacron:vm-list").out())
        .endsWith("\nThese are the first 100; --limit 1000 shows more.\n");
  }

  @Test
  void anEmptyListIsASentenceForAPersonAndEmptyForAProgram() throws IOException {
    assertThat(shell.run("novacron:vm-list").out()).contains("There are no such machines");
    assertThat(shell.run("novacron:vm-list -o csv").lines()).hasSize(1);
    JsonNode json = new ObjectMapper().readTree(shell.run("novacron:vm-list -o json").out());
    assertThat(json.get("items")).isEmpty();
    assertThat(json.get("nextPageToken").isNull()).isTrue();
  }

  @Test
  void csvHasAllColumnsAndQuotesWhatNeedsIt() {
    services.addMisconfigured("odd", "say \"eu\", not\neurope");

    assertThat(shell.run("novacron:account-list --output csv", 40).out())
        .isEqualTo(
            """
            name,state,cloud,provider,version,regions,success,p95,reason,last_error
            sim-aws,ready,aws,simulator,0.1.0,2,99.5 %,42 ms,,
            old,waiting for provider,,azure,,,,,no bundle of the type azure is there,
            odd,misconfigured,,aws,,,,,"say ""eu"", not
            europe",
            """);
  }

  @Test
  void aTextFromOutsideCannotMoveTheCursorOrBreakALine() {
    services.addMisconfigured("odd", "\u001b[2Jsay eu,\r\nnot europe");

    Shell.Result result = shell.run("novacron:account-list");

    assertThat(result.lines()).hasSize(5);
    assertThat(result.out()).contains("[2Jsay eu,  not europe").doesNotContain("\u001b", "\r");
  }

  @Test
  void accountsAsJsonHaveTheShapeOfRest() throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(shell.run("novacron:account-list --output json").out());

    assertThat(json.at("/items/0/health/score").doubleValue()).isEqualTo(0.995);
    assertThat(json.at("/items/0/health/latencyP95Millis").doubleValue()).isEqualTo(41.6);
    assertThat(json.at("/items/0/capabilities"))
        .extracting(JsonNode::textValue)
        .containsExactly("a", "b", "c", "gpu_compute", "spot_instances");
    assertThat(json.at("/items/0/regions/1").textValue()).isEqualTo("eu-west-1");
    assertThat(json.at("/items/1/state").textValue()).isEqualTo("WAITING_FOR_PROVIDER");
    assertThat(json.at("/items/1/health").has("score")).isFalse();
  }

  @Test
  void whatIsKnownOfTheCloudsLimitsIsListed() throws IOException {
    assertThat(shell.run("novacron:throttle-list").out()).contains("No call was made to a cloud");
    services.throttles.add(throttle("sim-aws", CallClass.READ, 18.24));
    services.throttles.add(throttle("other", CallClass.CREATE, null));

    assertThat(shell.run("novacron:throttle-list --output csv", 40).out())
        .isEqualTo(
            """
            account,region,calls,rate,limit,in_flight,interrupt,delete,interactive,background,throttled,last_throttled,paused_until
            other,r1,create,,,3,0,2,0,0,7,2026-11-23 10:00:00Z,
            sim-aws,r1,read,18.2/s,20.0/s,3,0,2,0,0,7,2026-11-23 10:00:00Z,
            """);
    JsonNode json =
        new ObjectMapper()
            .readTree(shell.run("novacron:throttle-list --account sim-aws --output json").out());
    assertThat(json.get("items")).hasSize(1);
    assertThat(json.at("/items/0/callClass").textValue()).isEqualTo("read");
    assertThat(json.at("/items/0/waiting/delete").intValue()).isEqualTo(2);
    assertThat(json.at("/items/0/limitPerSecond").doubleValue()).isEqualTo(20);
    assertThat(json.at("/items/0").has("pausedUntil")).isFalse();
  }

  private static Throttle throttle(String account, CallClass callClass, @Nullable Double rate) {
    return new Throttle(
        account,
        "r1",
        callClass,
        rate,
        rate == null ? null : 20.0,
        rate == null ? null : 0.0,
        3,
        Map.of(Lane.DELETE, 2),
        7,
        Instant.parse("2026-11-23T10:00:00Z"),
        null);
  }

  @Test
  void anUnknownFormatIsRefused() {
    Shell.Result result = shell.run("novacron:vm-list --output yaml");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out())
        .startsWith("Error: --output: must be table, json or csv but is yaml\n");
  }

  @Test
  void operationsAreListedByMachineStateAndKind() {
    create("web", "db");
    shell.run("novacron:vm-create done --type m7g.large --wait");
    shell.run("novacron:vm-stop done");

    assertThat(names("novacron:op-list")).containsExactly("op-4", "op-3", "op-2", "op-1");
    assertThat(names("novacron:op-list --machine done")).containsExactly("op-4", "op-3");
    assertThat(names("novacron:op-list --machine vm-01")).containsExactly("op-1");
    assertThat(names("novacron:op-list --kind stop")).containsExactly("op-4");
    assertThat(names("novacron:op-list --state succeeded")).containsExactly("op-3");
    assertThat(names("novacron:op-list --active")).containsExactly("op-4", "op-2", "op-1");
    assertThat(shell.run("novacron:op-list --output csv").out())
        .startsWith("id,kind,state,done,target,")
        .doesNotContain("machine");
    assertThat(shell.run("novacron:op-list --machine nobody").out())
        .startsWith("Error: machine-not-found: there is no machine nobody");
  }

  @Test
  void aListCanBePiped() {
    create("web", "db");

    assertThat(shell.run("novacron:vm-list -o csv | grep --color=never db").lines()).hasSize(1);
  }

  @Test
  void aMissingPartIsOneClearLineAndTheOthersGoOn() {
    services.stopMachines();

    Shell.Result result = shell.run("novacron:vm-list");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out())
        .isEqualTo(
            "Error: service-unavailable: the MachineService is not running\n"
                + "Next: Try again when bin/novacron status says ready; the log tells what is"
                + " missing.\n");
    assertThat(shell.run("novacron:account-list").status()).isZero();
  }

  private void create(String... names) {
    for (String name : names) {
      shell.run("novacron:vm-create " + name + " --type m7g.large");
    }
  }

  private List<String> names(String line) {
    return shell.run(line + " --output csv").lines().stream()
        .skip(1)
        .map(row -> row.substring(0, row.indexOf(',')).replace("\"", ""))
        .toList();
  }

  private static List<String> cells(Shell.Result result, int line) {
    return Arrays.stream(result.lines().get(line).split("[|│]", -1)).map(String::strip).toList();
  }
}
