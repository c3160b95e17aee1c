package io.novacron.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachinePatch;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.Size;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MachineCommandsTest {
  private final FakeServices services = new FakeServices();
  private final Shell shell = new Shell(services.component);

  @BeforeEach
  void create() {
    shell.run("novacron:vm-create web --vcpus 4 --memory 16 --label app=shop --wait");
  }

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void aMachineIsToldWithWhyItIsWhereItIs() {
    Shell.Result result = shell.run("novacron:vm-info web");

    assertThat(result.status()).isZero();
    assertThat(result.lines())
        .contains(
            "name          web",
            "state         running",
            "asked for     4 vCPU, 16 GiB, ubuntu-24.04, on-demand",
            "labels        app=shop",
            "addresses     10.0.0.7",
            "cloud's id    i-0123456789abcdef0",
            "created       2026-11-23 10:00:00Z",
            "margin        0.0080 USD/h (5 % of the price)");
  }

  @Test
  void aMachineIsFoundByItsIdToo() throws IOException {
    JsonNode json = new ObjectMapper().readTree(shell.run("novacron:vm-info vm-01 -o json").out());

    assertThat(json.get("name").textValue()).isEqualTo("web");
    assertThat(json.at("/status/addresses/0").textValue()).isEqualTo("10.0.0.7");
  }

  @Test
  void aMachineThatDoesNotExistIsOneClearLine() {
    Shell.Result result = shell.run("novacron:vm-info nobody");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out())
        .isEqualTo(
            """
            Error: machine-not-found: there is no machine nobody
            Next: novacron:vm-list shows what there is.
            """);
  }

  @Test
  void stopStartAndDeleteAreDone() {
    assertThat(shell.run("novacron:vm-stop web --wait").lines())
        .contains("machine    web (vm-01), stopped");
    assertThat(shell.run("novacron:vm-start vm-01 --wait").lines())
        .contains("machine    web (vm-01), running");
    assertThat(shell.run("novacron:vm-delete web").lines())
        .contains("machine    web (vm-01), deleting", "operation  op-4, queued");
    assertThat(services.plane.machine("web").status().state()).isEqualTo(MachineState.DELETING);
  }

  @Test
  void whatIsNotLegalInTheStateOfTheMachineIsRefused() {
    Shell.Result result = shell.run("novacron:vm-start web");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).startsWith("Error: illegal-state: the machine is RUNNING");
  }

  @Test
  void restartPauseAndResumeAreDone() {
    assertThat(shell.run("novacron:vm-restart web --wait").lines())
        .contains("machine    web (vm-01), running");
    assertThat(shell.run("novacron:vm-pause web --wait").lines())
        .contains("machine    web (vm-01), paused");
    assertThat(shell.run("novacron:vm-resume web --wait").lines())
        .contains("machine    web (vm-01), running");
    assertThat(services.plane.actions)
        .extracting(ActionRequest::action)
        .containsExactly(MachineAction.RESTART, MachineAction.PAUSE, MachineAction.RESUME);
  }

  @Test
  void forceIsHandedOnWhereThereIsForce() {
    shell.run("novacron:vm-restart web --force");
    assertThat(shell.run("novacron:vm-delete web --force").status()).isZero();

    assertThat(services.plane.actions)
        .containsExactly(
            ActionRequest.forced(MachineAction.RESTART),
            ActionRequest.forced(MachineAction.DELETE));
    assertThat(shell.run("novacron:vm-pause db --force").out())
        .contains("--force", "is not an option of this command");
  }

  @Test
  void aResizeTakesASizeOrAType() {
    shell.run("novacron:vm-resize web --vcpus 8 --memory 32 --wait");
    shell.run("novacron:vm-resize web --type m7g.xlarge --wait");

    assertThat(services.plane.actions)
        .containsExactly(
            ActionRequest.resize(new Size(8, 32, 0, null, null)),
            ActionRequest.resize("m7g.xlarge"));
    assertThat(shell.run("novacron:vm-resize web --vcpus 8").out()).contains("--memory", "missing");
    assertThat(shell.run("novacron:vm-resize web --vcpus 8 --type m7g.xlarge").out())
        .contains("--type", "says it all");
    assertThat(services.plane.actions).hasSize(2);
  }

  @Test
  void labelsAreSetAndRemoved() {
    Shell.Result result = shell.run("novacron:vm-label web --label team=b --remove old");

    assertThat(result.status()).as(result.out()).isZero();
    assertThat(services.plane.patches)
        .containsExactly(
            MachinePatch.ofLabels(
                Map.of("team", Optional.of("b"), "old", Optional.<String>empty())));
    assertThat(services.plane.machine("web").spec().labels()).containsEntry("team", "b");
    assertThat(shell.run("novacron:vm-label web").out()).contains("--label", "missing");
    assertThat(shell.run("novacron:vm-label web --label a=b --remove a").out())
        .contains("--remove", "opposite");
  }

  @Test
  void aCommandOnOneMachineTakesOne() {
    assertThat(shell.run("novacron:vm-delete web db").out())
        .startsWith("Error: machine: give the name or id of one machine, not of 2");
    assertThat(shell.run("novacron:vm-delete").out()).contains("machine").contains("is required");
    assertThat(services.plane.machine("web").status().state()).isEqualTo(MachineState.RUNNING);
  }

  @Test
  void anOperationIsToldWithItsSteps() {
    Shell.Result result = shell.run("novacron:op-info op-1", 120);

    assertThat(result.lines())
        .contains("kind      create", "state     succeeded", "progress  100 %", "asked by  admin")
        .anySatisfy(line -> assertThat(line).startsWith("target    vm-"));
    assertThat(result.out()).contains("asked aws to create it").contains("ATTEMPTS");
    assertThat(shell.run("novacron:op-info op-99").out())
        .startsWith("Error: operation-not-found: there is no operation op-99");
  }

  @Test
  void anOperationIsWatchedWithALineForEachChangeWhereThereIsNoTerminal() {
    shell.run("novacron:vm-stop web");
    Shell.Result result = shell.run("novacron:op-watch op-2");

    assertThat(result.status()).isZero();
    assertThat(result.lines())
        .containsExactly(
            "[##########..........] stop running: asked aws to stop it",
            "[####################] stop succeeded");
  }

  @Test
  void anOperationIsWatchedInPlaceOnATerminal() {
    shell.run("novacron:vm-stop web");
    Shell.Result result = shell.run("novacron:op-watch op-2", 40);

    assertThat(result.status()).isZero();
    assertThat(result.out())
        .isEqualTo(
            "\r[##########..........] stop running: as\u001b[K"
                + "\r[####################] stop succeeded\u001b[K"
                + System.lineSeparator());
  }

  @Test
  void watchingAnOperationThatFailsFails() {
    services.plane.failure =
        Problem.builder("provider-quota", Category.QUOTA, "the limit is reached").build();
    shell.run("novacron:vm-stop web");
    Shell.Result result = shell.run("novacron:op-watch op-2");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).contains("stop failed", "provider-quota: the limit is reached");
  }

  @Test
  void anOperationIsCancelledWhileItIsNotDone() {
    shell.run("novacron:vm-stop web");
    Shell.Result shown = shell.run("novacron:op-cancel --dry-run op-2");
    assertThat(shown.status()).as(shown.out()).isZero();
    assertThat(shown.toString()).contains("op-2", "Nothing was done");
    assertThat(shell.run("novacron:op-cancel --dry-run op-1").status()).isEqualTo(1);
    assertThat(shell.run("novacron:op-info -o json op-2").out())
        .containsPattern("\"cancelRequested\"\\s*:\\s*false");
    Shell.Result result = shell.run("novacron:op-cancel op-2");

    assertThat(result.status()).isZero();
    assertThat(result.lines()).anyMatch(line -> line.matches("cancel +asked for"));
    Shell.Result late = shell.run("novacron:op-cancel op-1");
    assertThat(late.status()).isEqualTo(1);
    assertThat(late.out()).startsWith("Error: operation-done: It has succeeded already.");
  }

  @Test
  void wordsAreCompletedFromMemory() {
    assertThat(shell.complete("vm-info ")).contains("web", "vm-01");
    assertThat(shell.complete("op-info op")).containsExactly("op-1");
    assertThat(shell.complete("vm-create --account s")).containsExactly("sim-aws");
    assertThat(shell.complete("vm-create --region eu-"))
        .containsExactly("eu-central-1", "eu-west-1");
    assertThat(shell.complete("vm-create --type m7g.x")).containsExactly("m7g.xlarge");
    assertThat(shell.complete("vm-create --near ")).containsExactly("Dublin", "Frankfurt");
    assertThat(shell.complete("vm-create --architecture a")).containsExactly("amd64", "arm64");
    assertThat(shell.complete("vm-list --output ")).containsExactly("csv", "json", "table");
  }

  @Test
  void nothingIsCompletedForNobodyOrFromWhatIsNotThere() {
    assertThat(shell.as("karaf").complete("vm-info w")).isEmpty();
    services.stopMachines();
    assertThat(shell.as("admin").complete("vm-info w")).isEmpty();
  }
}
