package io.novacron.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.Near;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.machine.Size;
import io.novacron.api.operation.Operation;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VmCreateTest {
  private final FakeServices services = new FakeServices();
  private final Shell shell = new Shell(services.component);

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void itTellsWhereTheMachineGoesForWhatPriceWhatCameSecondAndWhatWouldChangeIt() {
    Shell.Result result = shell.run("novacron:vm-create web --vcpus 4 --memory 16");

    assertThat(result.status()).isZero();
    assertThat(result.lines())
        .containsExactly(
            "machine       web (vm-01), creating",
            "operation     op-1, queued",
            "goes to       aws eu-central-1, m7g.xlarge, account sim-aws",
            "price         on-demand 0.1600 USD/h as of 2026-10-01 (aws price list)",
            "runner-up     gcp europe-west3, t2a-standard-4, account sim-gcp at 0.1680 USD/h as of"
                + " 2026-09-30 (gcp price list)",
            "margin        0.0080 USD/h (5 % of the price)",
            "would change  if t2a-standard-4 in europe-west3 fell below 0.1600 USD/h, to gcp"
                + " europe-west3, t2a-standard-4, account sim-gcp",
            "decision      decision-1 at 2026-11-23 10:00:00Z");
  }

  @Test
  void everyOptionReachesTheRequest() {
    shell.run(
        "novacron:vm-create --vcpus 8 --memory 32.5 --gpus 1 --gpu-model L4 --architecture amd64"
            + " --image debian-12 --label team=research --label=stage=a=b --near Frankfurt"
            + " --max-rtt 12.5 --account sim-aws --region eu-central-1 --zone eu-central-1a --spot"
            + " --max-spot-price 0.15 --max-price 0.2 --max-carbon 100 --ssh-key"
            + " 'ssh-ed25519 AAAA me' --network subnet-1 --security-group sg-1 --security-group"
            + " sg-2 --idempotency-key once batch");

    assertThat(services.plane.machine("batch").spec())
        .isEqualTo(
            new MachineSpec(
                "batch",
                Map.of("team", "research", "stage", "a=b"),
                new Size(8, 32.5, 1, "L4", "amd64"),
                null,
                "debian-12",
                List.of(),
                "subnet-1",
                List.of("sg-1", "sg-2"),
                List.of("ssh-ed25519 AAAA me"),
                new Market(Market.Kind.SPOT, new BigDecimal("0.15")),
                new PlacementConstraints(
                    "sim-aws",
                    "eu-central-1",
                    "eu-central-1a",
                    new Near("Frankfurt", null, null, 12.5),
                    new BigDecimal("0.2"),
                    100.0),
                null,
                null));
    assertThat(services.plane.operations.values())
        .extracting(Operation::idempotencyKey)
        .containsExactly("once");
  }

  @Test
  void optionsMayStandBeforeAndBehindTheName() {
    shell.run(
        "novacron:vm-create --label a=1 --vcpus 4 web --memory 16 --label b=2 --spot --near=50.1,-8.7");

    MachineSpec spec = services.plane.machine("web").spec();
    assertThat(spec.labels()).isEqualTo(Map.of("a", "1", "b", "2"));
    assertThat(spec.size()).isEqualTo(new Size(4, 16, 0, null, null));
    assertThat(spec.market().kind()).isEqualTo(Market.Kind.SPOT);
    assertThat(spec.placement().near()).isEqualTo(new Near(null, 50.1, -8.7, null));
  }

  @Test
  void aTypeStandsInPlaceOfASize() {
    shell.run("novacron:vm-create edge --type m7g.large");

    assertThat(services.plane.machine("edge").spec().instanceType()).isEqualTo("m7g.large");
    assertThat(services.plane.machine("edge").spec().size()).isNull();
  }

  @Test
  void allWrongValuesAreToldAtOnceByTheirOptions() {
    Shell.Result result =
        shell.run(
            "novacron:vm-create web --vcpus four --max-price 1e99 --label broken --max-rtt 5"
                + " --max-spot-price 0.1 --timeout 0");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out().lines())
        .containsExactlyInAnyOrder(
            "Error: --vcpus: must be a whole number but is four",
            "Error: --memory: is missing; give --vcpus and --memory, or --type",
            "Error: --max-price: must be a number such as 0.25 but is 1e99",
            "Error: --label: must be key=value but is broken",
            "Error: --max-rtt: needs --near",
            "Error: --max-spot-price: needs --spot; for machines of any kind it is --max-price",
            "Error: --timeout: must be 1 or more but is 0",
            "Next: add --help to see what this command takes.");
    assertThat(services.plane.machines).isEmpty();
  }

  @Test
  void anOptionThatDoesNotExistOrHasNoValueIsNamed() {
    assertThat(shell.run("novacron:vm-create web --cpus 4").out())
        .contains("Error: --cpus: is not an option of this command");
    assertThat(shell.run("novacron:vm-create web --vcpus 4 --memory").out())
        .contains("Error: --memory: needs a value");
    assertThat(shell.run("novacron:vm-create web two --type x").out())
        .contains("Error: name: give one name, not 2");
    assertThat(shell.run("novacron:vm-create --cpus 4 web").out())
        .contains("undefined option")
        .contains("--cpus");
    assertThat(services.plane.machines).isEmpty();
  }

  @Test
  void whatTheControlPlaneRefusesIsToldByTheOptionsAndNotByTheFields() {
    services.plane.refusal =
        Problem.builder("invalid-machine", Category.INVALID, "2 values are wrong")
            .errors(
                List.of(
                    new FieldError("/size/vcpus", "must be 1 to 1024 but is 0"),
                    new FieldError("/sshKeys/0", "is no public key")))
            .nextStep("Correct them.")
            .build();

    Shell.Result result = shell.run("novacron:vm-create web --vcpus 0 --memory 16");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out())
        .isEqualTo(
            """
            Error: invalid-machine: 2 values are wrong
              --vcpus: must be 1 to 1024 but is 0
              --ssh-key: is no public key
            Next: Correct them.
            """);
  }

  @Test
  void aPassingHindranceIsToldWithWhereItIsAndWhenToTryAgain() {
    services.plane.refusal =
        Problem.builder("no-capacity", Category.CAPACITY, "there is none left")
            .scope("account sim-aws")
            .providerCode("InsufficientInstanceCapacity")
            .retryAfter(Duration.ofSeconds(30))
            .build();

    assertThat(shell.run("novacron:vm-create web --type m7g.large").out())
        .isEqualTo(
            "Error: no-capacity: there is none left (account sim-aws)"
                + " [InsufficientInstanceCapacity]; try again in 30 s\n");
  }

  @Test
  void waitingTellsHowFarItIsAndThenWhatTheMachineIs() {
    Shell.Result result = shell.run("novacron:vm-create web --type m7g.large --wait");

    assertThat(result.status()).isZero();
    assertThat(result.lines())
        .startsWith(
            "It goes to aws eu-central-1, m7g.xlarge, account sim-aws, for 0.1600 USD/h.",
            "[##########..........] create running: asked aws to create it",
            "[####################] create succeeded");
    assertThat(result.lines())
        .contains("machine       web (vm-01), running", "addresses     10.0.0.7");
  }

  @Test
  void waitingForAMachineThatCannotBeMadeFailsWithTheReason() {
    services.plane.failure =
        Problem.builder("quota-reached", Category.QUOTA, "8 of 8 vCPUs are used")
            .nextStep("Ask the cloud for more.")
            .build();

    Shell.Result result = shell.run("novacron:vm-create web --type m7g.large --wait");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out())
        .endsWith("Error: quota-reached: 8 of 8 vCPUs are used\nNext: Ask the cloud for more.\n");
    assertThat(result.lines()).contains("machine       web (vm-01), failed");
  }

  @Test
  void aProgramThatWaitsReadsOneDocumentAndTheExitStatus() throws IOException {
    JsonNode made =
        new ObjectMapper()
            .readTree(shell.run("novacron:vm-create a --type m7g.large --wait -o json").out());
    assertThat(made.at("/machine/status/state").textValue()).isEqualTo("RUNNING");

    services.plane.failure =
        Problem.builder("quota-reached", Category.QUOTA, "8 of 8 vCPUs are used").build();
    Shell.Result failed = shell.run("novacron:vm-create b --type m7g.large --wait -o json");
    assertThat(failed.status()).isEqualTo(1);
    JsonNode json = new ObjectMapper().readTree(failed.out());
    assertThat(json.at("/operation/error/code").textValue()).isEqualTo("quota-reached");
    assertThat(json.at("/operation/error/category").textValue()).isEqualTo("QUOTA");
  }

  @Test
  void waitingEndsWhenTheTimeIsUp() {
    services.plane.stuck = true;

    Shell.Result result = shell.run("novacron:vm-create web --type m7g.large --wait --timeout 1");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out())
        .contains("Error: not-done: it is not done within 1 s, and goes on\n")
        .contains("Next: novacron:op-info op-1 tells how far it is.");
  }

  @Test
  void aRepetitionWithTheSameKeySaysSo() {
    shell.run("novacron:vm-create web --type m7g.large --idempotency-key once");
    Shell.Result again =
        shell.run("novacron:vm-create web --type m7g.large --idempotency-key once");

    assertThat(again.status()).isZero();
    assertThat(again.out()).contains("the idempotency key was used before");
    assertThat(services.plane.machines).hasSize(1);
  }

  @Test
  void jsonHasMachineOperationAndDecisionInTheShapesOfRest() throws IOException {
    Shell.Result result =
        shell.run(
            "novacron:vm-create web --vcpus 4 --memory 16 --label a=1 --max-price 0.2 -o json");

    JsonNode json = new ObjectMapper().readTree(result.out());
    assertThat(json.at("/machine/name").textValue()).isEqualTo("web");
    assertThat(json.at("/machine/labels/a").textValue()).isEqualTo("1");
    assertThat(json.at("/machine/createdAt").textValue()).isEqualTo("2026-11-23T10:00:00.123Z");
    assertThat(json.at("/machine/status/state").textValue()).isEqualTo("CREATING");
    assertThat(json.at("/machine/status/pricePerHour"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    "{\"amount\":\"0.1600\",\"currency\":\"USD\",\"asOf\":\"2026-10-01\","
                        + "\"source\":\"aws price list\"}"));
    assertThat(json.at("/machine/spec/market/kind").textValue()).isEqualTo("on-demand");
    assertThat(json.at("/machine/spec/placement/maxPricePerHour/amount").textValue())
        .isEqualTo("0.2");
    assertThat(json.at("/machine/status").has("zone")).isFalse();
    assertThat(json.at("/operation/kind").textValue()).isEqualTo("create");
    assertThat(json.at("/operation/done").booleanValue()).isFalse();
    assertThat(json.at("/decision/margin/currency").textValue()).isEqualTo("USD");
    assertThat(json.at("/decision/chosen/market").textValue()).isEqualTo("on-demand");
  }

  @Test
  void helpHasTheOptionsAndExamplesAndDoesNothing() {
    Shell.Result result = shell.run("novacron:vm-create web --help", 100);

    assertThat(result.status()).isZero();
    assertThat(result.out())
        .contains("--max-carbon")
        .contains("vm-create batch --vcpus 8 --memory 32 --spot --max-spot-price 0.15");
    assertThat(services.plane.machines).isEmpty();
  }

  @Test
  void theCallerIsTheOwnerOfTheKeyOverTheShell() {
    shell.run("novacron:vm-create web --type m7g.large");

    assertThat(services.plane.callers)
        .singleElement()
        .satisfies(
            caller -> {
              assertThat(caller.principal()).isEqualTo("admin");
              assertThat(caller.channel()).isEqualTo("shell");
              assertThat(caller.address()).isEqualTo("127.0.0.1");
              assertThat(caller.requestId()).matches("req-[0-9a-f]{24}");
            });
  }

  @Test
  void whoIsNobodyToTheControlPlaneIsRefused() {
    Shell.Result stranger = shell.as("karaf").run("novacron:vm-create web --type m7g.large");
    assertThat(stranger.status()).isEqualTo(1);
    assertThat(stranger.out()).startsWith("Error: unauthenticated:");

    Shell.Result nobody = shell.as(null).run("novacron:vm-create web --type m7g.large");
    assertThat(nobody.status()).isEqualTo(1);
    assertThat(nobody.out()).contains("this session has no user").contains("bin/novacron shell");
    assertThat(services.plane.machines).isEmpty();
  }
}
