package io.novacron.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.Size;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationState;
import io.novacron.api.operation.Step;
import io.novacron.core.internal.testing.FakeCloud.Behaviour;
import io.novacron.core.internal.testing.World;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Restart, pause, resume and resize, in good days and bad ones. */
class VerbTest {
  private final World world = new World();
  private final World.Node node = world.start();

  @ParameterizedTest
  @ValueSource(longs = {0, 2000})
  void aMachineIsPausedAndResumedAndIsMeantToRunAllTheWhile(long millis) {
    world.cloud.takesToMake(Duration.ofMillis(millis));
    Machine before = running();

    assertThat(done(before, ActionRequest.of(MachineAction.PAUSE)).state())
        .isEqualTo(OperationState.SUCCEEDED);
    Machine paused = node.machine(before.id());
    assertThat(paused.status().state()).isEqualTo(MachineState.PAUSED);
    assertThat(paused.desiredState()).isEqualTo(DesiredState.RUNNING);
    assertThat(paused.generation()).isEqualTo(before.generation());
    done(paused, ActionRequest.of(MachineAction.RESUME));
    assertThat(node.machine(before.id()).status().state()).isEqualTo(MachineState.RUNNING);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 2000})
  void aMachineIsRestartedOnce(long millis) {
    world.cloud.takesToMake(Duration.ofMillis(millis));
    Machine machine = running();

    assertThat(done(machine, ActionRequest.of(MachineAction.RESTART)).state())
        .isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.restarts()).isEqualTo(1);
    assertThat(node.machine(machine.id()).status().state()).isEqualTo(MachineState.RUNNING);
  }

  @Test
  void aRestartWhoseRequestWasLostComesAboutAllTheSame() {
    Machine machine = running();
    world.cloud.next("restart", new Behaviour.LoseRequest());

    Operation operation = done(machine, ActionRequest.of(MachineAction.RESTART));

    assertThat(operation.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.restarts()).isEqualTo(1);
  }

  @Test
  void aRestartWhoseReplyWasLostMayComeTwiceButNeverNotAtAll() {
    Machine machine = running();
    world.cloud.next("restart", new Behaviour.LoseReply());

    Operation operation = done(machine, ActionRequest.of(MachineAction.RESTART));

    assertThat(operation.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.restarts()).isEqualTo(2);
    assertThat(details(operation)).contains("outcome unknown", "attempt 2");
  }

  @ParameterizedTest
  @EnumSource(
      value = MachineAction.class,
      names = {"PAUSE", "STOP", "RESIZE"})
  void aLostReplyIsFoundOutByAskingAndNothingIsSentTwice(MachineAction action) {
    Machine machine = running();
    world.cloud.next(action.verb(), new Behaviour.LoseReply());

    Operation operation = done(machine, request(action));

    assertThat(operation.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.calls()).containsOnlyOnce(action.verb());
  }

  @ParameterizedTest
  @EnumSource(
      value = MachineAction.class,
      names = {"RESTART", "PAUSE", "RESIZE"})
  void whatIsRefusedLeavesTheMachineAsItWas(MachineAction action) {
    Machine machine = running();
    world.cloud.next(action.verb(), Behaviour.Refuse.of(Category.CONFLICT));

    Operation operation = done(machine, request(action));

    assertThat(operation.state()).isEqualTo(OperationState.FAILED);
    assertThat(World.error(operation).category()).isEqualTo(Category.CONFLICT);
    Machine after = node.machine(machine.id());
    assertThat(after.status().state()).isEqualTo(MachineState.RUNNING);
    assertThat(after.status().instanceType()).isEqualTo("m1");
    assertThat(after.status().conditions()).anyMatch(held -> held.status());
  }

  @Test
  void whatPassesIsTriedAgain() {
    Machine machine = running();
    world.cloud.next(
        "pause",
        Behaviour.Refuse.of(Category.THROTTLED),
        Behaviour.Refuse.of(Category.UNAVAILABLE));

    assertThat(done(machine, ActionRequest.of(MachineAction.PAUSE)).state())
        .isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.calls().stream().filter("pause"::equals)).hasSize(3);
  }

  @Test
  void aMachineThatIsGoneAtTheCloudIsSaidToBe() {
    Machine machine = running();
    world.cloud.forget(reference(machine));

    Operation operation = done(machine, ActionRequest.of(MachineAction.RESTART));

    assertThat(World.error(operation).code()).isEqualTo("machine-vanished");
    assertThat(node.machine(machine.id()).status().state()).isEqualTo(MachineState.FAILED);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 2000})
  void aResizeBySizeTakesTheTypeThatPlacementChoosesInTheSameAccountAndRegion(long millis) {
    world.cloud.takesToMake(Duration.ofMillis(millis));
    Machine before = running();
    Size size = new Size(8, 32, 0, null, null);

    Accepted accepted = node.act(before.id(), ActionRequest.resize(size));
    assertThat(accepted.machine().status().instanceType()).as("until it is so").isEqualTo("m1");
    assertThat(accepted.machine().spec().size()).isEqualTo(size);
    assertThat(accepted.machine().generation()).isEqualTo(before.generation() + 1);
    node.done(accepted.operation().id());

    Machine after = node.machine(before.id());
    assertThat(after.status().instanceType()).isEqualTo("m2");
    assertThat(world.cloud.typeOf(reference(before))).isEqualTo("m2");
    assertThat(Objects.requireNonNull(after.status().pricePerHour()).amount())
        .isEqualByComparingTo(new BigDecimal("0.344"));
    assertThat(after.status().state()).isEqualTo(MachineState.RUNNING);
    assertThat(after.status().observedGeneration()).isEqualTo(after.generation());
    assertThat(after.decision()).isNotEqualTo(before.decision());
    var asked = node.requests.get(node.requests.size() - 1);
    assertThat(asked.constraints().account()).isEqualTo(World.ACCOUNT);
    assertThat(asked.constraints().region()).isEqualTo("r1");
    assertThat(Objects.requireNonNull(asked.size()).architecture()).isEqualTo("amd64");
  }

  @Test
  void aStoppedMachineIsResizedAndStaysStopped() {
    Machine machine = running();
    done(machine, ActionRequest.of(MachineAction.STOP));

    done(machine, ActionRequest.resize("m2"));

    Machine after = node.machine(machine.id());
    assertThat(after.status().state()).isEqualTo(MachineState.STOPPED);
    assertThat(after.status().instanceType()).isEqualTo("m2");
    assertThat(after.desiredState()).isEqualTo(DesiredState.STOPPED);
    assertThat(after.spec().instanceType()).isEqualTo("m2");
    assertThat(after.spec().size()).isNull();
  }

  @Test
  void aFailedResizeSaysWhatTheMachineIsAndThatMoreIsWanted() {
    Machine machine = running();
    world.cloud.next("resize", Behaviour.Refuse.of(Category.CAPACITY));

    done(machine, ActionRequest.resize("m2"));

    Machine after = node.machine(machine.id());
    assertThat(after.status().instanceType()).isEqualTo("m1");
    assertThat(after.status().pricePerHour()).isEqualTo(machine.status().pricePerHour());
    assertThat(after.decision()).isEqualTo(machine.decision());
    assertThat(after.spec().instanceType()).isEqualTo("m2");
    assertThat(after.status().observedGeneration()).isLessThan(after.generation());
  }

  @Test
  void aResizeThatIsCancelledBeforeItIsSentWantsWhatWasWantedBefore() {
    Machine machine = running();
    node.registry.remove(node.factory);
    Accepted accepted = node.act(machine.id(), ActionRequest.resize("m2"));

    node.cancel(accepted.operation().id());
    node.registry.add(node.factory);
    Operation operation = node.done(accepted.operation().id());

    assertThat(operation.state()).isEqualTo(OperationState.CANCELLED);
    Machine after = node.machine(machine.id());
    assertThat(after.status().state()).isEqualTo(MachineState.RUNNING);
    assertThat(after.spec()).isEqualTo(machine.spec());
    assertThat(after.generation()).isEqualTo(machine.generation() + 2);
    assertThat(after.status().observedGeneration()).isEqualTo(after.generation());
    assertThat(world.cloud.calls()).doesNotContain("resize");
  }

  private static ActionRequest request(MachineAction action) {
    return action == MachineAction.RESIZE ? ActionRequest.resize("m2") : ActionRequest.of(action);
  }

  private Machine running() {
    Accepted created = node.create("web", null);
    node.done(created.operation().id());
    return node.machine(created.machine().id());
  }

  private Operation done(Machine machine, ActionRequest request) {
    return node.done(node.act(machine.id(), request).operation().id());
  }

  private static String reference(Machine machine) {
    return Objects.requireNonNull(machine.status().providerReference());
  }

  private static String details(Operation operation) {
    return operation.steps().stream().map(Step::detail).collect(Collectors.joining("; "));
  }
}
