package io.novacron.core.internal.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.novacron.api.budget.Budget;
import io.novacron.api.budget.BudgetContent;
import io.novacron.api.budget.BudgetUsage;
import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationState;
import io.novacron.core.internal.testing.FakeCloud.Behaviour;
import io.novacron.core.internal.testing.World;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Budgets that refuse before a cloud is asked. A machine of type m1 costs 0.172 USD per hour. */
class BudgetTest {
  private final World world = new World();
  private World.Node node = world.start();

  @Test
  void whatABudgetDoesNotAllowIsRefusedBeforeTheCloudIsAsked() {
    budget("all", hourly("0.40"));
    running("one");
    running("two");
    Problem refused =
        refused(() -> node.machines.create(World.caller(), World.spec("three"), null));

    assertThat(refused.category()).isEqualTo(Category.QUOTA);
    assertThat(refused.code()).isEqualTo("budget-exceeded");
    assertThat(refused.detail())
        .isEqualTo(
            "The budget all allows 0.4 USD/hour for all machines; 0.3440 USD/hour is committed to 2"
                + " machines, and this would add 0.1720 USD/hour.");
    assertThat(refused.nextStep()).contains("at most 0.0560 USD/hour", "placement.maxPricePerHour");
    assertThat(world.cloud.createPlaces()).hasSize(2);
    assertThat(usage("all").machines()).isEqualTo(2);
    assertThat(usage("all").committed()).isEqualByComparingTo("0.344");
    assertThat(usage("all").left()).isEqualByComparingTo("0.056");
  }

  @Test
  void whatIsRefusedLeavesNeitherNameNorKeyBehind() {
    budget("all", hourly("0.10"));
    refused(() -> node.machines.create(World.caller(), World.spec("web"), "key-1"));
    raise("all", hourly("1"));
    assertThat(node.create("web", "key-1").replayed()).isFalse();
  }

  @Test
  void machinesThatWereThereBeforeTheBudgetCountToo() {
    running("one");
    running("two");
    Budget made = budget("all", hourly("0.40"));
    assertThat(Objects.requireNonNull(made.usage()).machines()).isEqualTo(2);
    refused(() -> node.machines.create(World.caller(), World.spec("three"), null));
  }

  @Test
  void aRestartForgetsNeitherBudgetsNorWhatIsUsed() {
    budget("all", hourly("0.40"));
    running("one");
    running("two");
    node.kill();
    node = world.start();
    world.time.advance(Duration.ofSeconds(1));
    assertThat(usage("all").machines()).isEqualTo(2);
    refused(() -> node.machines.create(World.caller(), World.spec("three"), null));
  }

  @Test
  void requestsSideBySideDoNotExceedItTogether() {
    budget("all", hourly("0.40"));
    List<CompletionStage<Accepted>> asked = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      asked.add(node.machines.create(World.caller(), World.spec("web-" + i), null));
    }
    world.time.runReady();
    long accepted =
        asked.stream()
            .filter(stage -> !stage.toCompletableFuture().isCompletedExceptionally())
            .count();
    assertThat(accepted).isEqualTo(2);
    assertThat(usage("all").machines()).isEqualTo(2);
  }

  @Test
  void whatIsDeletedGivesRoomOnceItIsGone() {
    budget("all", hourly("0.20"));
    Machine machine = running("one");
    Accepted deleting = node.act(machine.id(), MachineAction.DELETE);
    node.done(deleting.operation().id());
    running("two");
  }

  @Test
  void aStoppedMachineStillCounts() {
    budget("all", hourly("0.20"));
    Machine machine = running("one");
    node.done(node.act(machine.id(), MachineAction.STOP).operation().id());
    refused(() -> node.machines.create(World.caller(), World.spec("two"), null));
  }

  @Test
  void aCreateThatMadeNothingGivesItsRoomBack() {
    budget("all", hourly("0.20"));
    world.cloud.next("create", Behaviour.Refuse.of(Category.DENIED));
    Operation failed = node.done(node.create("one", null).operation().id());
    assertThat(failed.state()).isEqualTo(OperationState.FAILED);
    assertThat(usage("all").committed()).isEqualByComparingTo("0");
    running("two");
  }

  @Test
  void eachScopeHasItsOwnSum() {
    budget("red-only", scoped(null, Map.of("team", "red"), "0.20"));
    budget("elsewhere", scoped("cloud-2", Map.of(), "0"));
    running("plain");
    create(World.spec("red-1").toBuilder().labels(Map.of("team", "red", "tier", "web")).build());
    create(World.spec("blue").toBuilder().labels(Map.of("team", "blue")).build());
    MachineSpec second = World.spec("red-2").toBuilder().labels(Map.of("team", "red")).build();
    assertThat(refused(() -> node.machines.create(World.caller(), second, null)).detail())
        .contains("red-only", "machines with label team=red", "1 machine,");
    assertThat(usage("red-only").machines()).isEqualTo(1);
    assertThat(usage("elsewhere").machines()).isZero();
  }

  @Test
  void theBudgetOfAnAccountIsForItsMachines() {
    budget("here", scoped(World.ACCOUNT, Map.of(), "0.20"));
    running("one");
    assertThat(
            refused(() -> node.machines.create(World.caller(), World.spec("two"), null)).detail())
        .contains("machines in account " + World.ACCOUNT);
  }

  @Test
  void aMonthHasSevenHundredAndThirtyHours() {
    budget(
        "month",
        new BudgetContent(
            "", null, Map.of(), new BigDecimal("125.56"), BudgetContent.Period.MONTH));
    running("one");
    assertThat(usage("month").committed()).isEqualByComparingTo("125.56");
    assertThat(
            refused(() -> node.machines.create(World.caller(), World.spec("two"), null)).detail())
        .contains("125.56 USD/month");
  }

  @Test
  void aDearerTypeIsRefusedAndACheaperOneNever() {
    Machine machine = running("one");
    budget("all", hourly("0.20"));
    Problem refused =
        refused(
            () ->
                node.machines.act(
                    World.caller(), machine.id(), ActionRequest.resize("m2"), null, null));
    assertThat(refused.code()).isEqualTo("budget-exceeded");
    assertThat(node.machine(machine.id()).status().state()).isEqualTo(MachineState.RUNNING);
    raise("all", hourly("1"));
    done(node.act(machine.id(), ActionRequest.resize("m2")));
    BigDecimal dearer = usage("all").committed();
    assertThat(dearer).isGreaterThan(new BigDecimal("0.172"));
    raise("all", hourly("0.01"));
    done(node.act(machine.id(), ActionRequest.resize("m1")));
    assertThat(usage("all").committed()).isEqualByComparingTo("0.172");
    assertThat(usage("all").left()).isEqualByComparingTo("0");
  }

  @Test
  void aResizeAndACreateSideBySideDoNotExceedItTogether() {
    Machine machine = running("one");
    budget("all", hourly("0.45"));
    CompletionStage<Accepted> resize =
        node.machines.act(World.caller(), machine.id(), ActionRequest.resize("m2"), null, null);
    CompletionStage<Accepted> create =
        node.machines.create(World.caller(), World.spec("two"), null);
    world.time.runReady();
    assertThat(
            List.of(
                resize.toCompletableFuture().isCompletedExceptionally(),
                create.toCompletableFuture().isCompletedExceptionally()))
        .containsExactlyInAnyOrder(true, false);
  }

  @Test
  void aResizeThatFailsCountsNoLonger() {
    Machine machine = running("one");
    budget("all", hourly("0.50"));
    world.cloud.next("resize", Behaviour.Refuse.of(Category.CAPACITY));
    Accepted accepted = node.act(machine.id(), ActionRequest.resize("m2"));
    assertThat(node.done(accepted.operation().id()).state()).isEqualTo(OperationState.FAILED);
    assertThat(usage("all").committed()).isEqualByComparingTo("0.172");
  }

  @Test
  void anotherPlaceThatIsTooDearIsNotTried() {
    world.places = List.of("r1/m1", "r1/m2");
    world.cloud.refuseAt("r1/m1", Category.CAPACITY);
    budget("all", hourly("0.18"));
    Operation done = node.done(node.create("web", null).operation().id());
    assertThat(done.state()).isEqualTo(OperationState.FAILED);
    assertThat(world.cloud.createPlaces()).containsExactly("r1/m1");
    assertThat(World.error(done).detail()).contains("The budget all allows 0.18 USD/hour");
    raise("all", hourly("0.19"));
    world.time.advance(Duration.ofHours(1));
    assertThat(node.done(node.create("again", null).operation().id()).state())
        .isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.createPlaces()).endsWith("r1/m1", "r1/m2");
    assertThat(usage("all").committed()).isEqualByComparingTo("0.182");
  }

  @Test
  void aBudgetThatIsDeletedRefusesNothing() {
    budget("all", hourly("0"));
    refused(() -> node.machines.create(World.caller(), World.spec("one"), null));
    node.answer(node.budgets.delete(World.caller(), "all", null));
    running("one");
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    BudgetContent wrong =
        new BudgetContent(
            "x".repeat(501),
            "",
            Map.of("", "x"),
            new BigDecimal("-0.0000001"),
            BudgetContent.Period.HOUR);
    assertThat(refused(() -> node.budgets.create(World.caller(), "No Name", wrong)).errors())
        .extracting(FieldError::pointer)
        .containsExactly("/name", "/description", "/account", "/labels", "/amount");
  }

  private Machine running(String name) {
    Accepted accepted = node.create(name, null);
    assertThat(node.done(accepted.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
    return node.machine(accepted.machine().id());
  }

  private void create(MachineSpec spec) {
    done(node.answer(node.machines.create(World.caller(), spec, null)));
  }

  private void done(Accepted accepted) {
    assertThat(node.done(accepted.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
  }

  private Budget budget(String name, BudgetContent content) {
    return node.answer(node.budgets.create(World.caller(), name, content));
  }

  private void raise(String name, BudgetContent content) {
    node.answer(node.budgets.addVersion(World.caller(), name, content, null));
  }

  private BudgetUsage usage(String name) {
    return Objects.requireNonNull(
        node.answer(node.budgets.get(World.caller(), name, null)).usage(), "usage");
  }

  private static BudgetContent hourly(String amount) {
    return scoped(null, Map.of(), amount);
  }

  private static BudgetContent scoped(
      @Nullable String account, Map<String, String> labels, String amount) {
    return new BudgetContent(
        "", account, labels, new BigDecimal(amount), BudgetContent.Period.HOUR);
  }

  private Problem refused(Supplier<CompletionStage<?>> request) {
    ProblemException failure =
        catchThrowableOfType(
            ProblemException.class,
            () -> {
              try {
                node.answer(request.get());
              } catch (CompletionException e) {
                throw Objects.requireNonNull(e.getCause());
              }
            });
    return failure.problem();
  }
}
