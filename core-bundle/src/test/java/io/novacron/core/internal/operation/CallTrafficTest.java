package io.novacron.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationQuery;
import io.novacron.api.operation.OperationState;
import io.novacron.api.operation.WaitingFor;
import io.novacron.api.provider.Breaker;
import io.novacron.api.provider.CallClass;
import io.novacron.api.provider.ProviderError;
import io.novacron.api.provider.Throttle;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.account.DefaultAccountService;
import io.novacron.core.internal.testing.FakeCloud.Behaviour;
import io.novacron.core.internal.testing.World;
import io.novacron.core.internal.traffic.CallSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operations see of lanes, budgets and breakers. */
class CallTrafficTest {
  private final World world = new World();

  @Test
  void anOperationThatWaitsForItsTurnSaysSoInEveryReadAndNotInTheJournal() {
    onlyOneCallAtATime();
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.LoseReply());
    node.create("first", null);
    Instant asked = world.time.instant();
    Accepted second = node.create("second", null);
    int writes = world.store.commits().size();
    world.time.advance(Duration.ofSeconds(10));

    WaitingFor waitingFor = World.waitingFor(node.operation(second.operation().id()));
    assertThat(waitingFor.kind()).isEqualTo(WaitingFor.Kind.BUDGET);
    assertThat(waitingFor.since()).isEqualTo(asked);
    List<Operation> listed =
        node.answer(
                node.operations.list(
                    World.caller(), new OperationQuery(null, false, null, null, 10, null)))
            .items();
    assertThat(listed)
        .filteredOn(each -> each.id().equals(second.operation().id()))
        .singleElement()
        .satisfies(each -> assertThat(World.waitingFor(each)).isEqualTo(waitingFor));
    assertThat(world.store.commits()).hasSize(writes);

    Operation done = node.done(second.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(done.waitingFor()).isNull();
  }

  @Test
  void aProviderThatNeverAnswersIsCutOffAtTheDeadlineAndItsPlaceGoesToAnother() {
    onlyOneCallAtATime();
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.LoseRequest());
    Accepted first = node.create("first", null);
    Accepted second = node.create("second", null);
    world.time.advance(Duration.ofMillis(29_900));
    assertThat(world.cloud.createTokens()).hasSize(1);
    assertThat(throttle(node, CallClass.CREATE).inFlight()).isEqualTo(1);
    world.time.advance(Duration.ofSeconds(1));
    assertThat(node.operation(second.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(node.done(first.operation().id()).steps().get(0).detail())
        .contains("no reply within 30000 ms");
    assertThat(throttle(node, CallClass.CREATE).inFlight()).isZero();
  }

  @Test
  void anAnswerThatComesAfterTheDeadlineIsIgnored() {
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.LateReply(Duration.ofSeconds(45)));
    Accepted accepted = node.create("web", null);
    world.time.advance(Duration.ofSeconds(40));
    Operation asked = node.operation(accepted.operation().id());
    assertThat(asked.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(asked.steps()).hasSize(2);
    world.time.advance(Duration.ofSeconds(40));
    assertThat(node.operation(accepted.operation().id())).isEqualTo(asked);
    assertThat(world.cloud.existing()).hasSize(1);
    assertThat(throttle(node, CallClass.CREATE).inFlight()).isZero();
  }

  @Test
  void whatTheCloudAsksToWaitIsWaitedByAllCreatesOfTheAccountAndByNoDelete() {
    World.Node node = world.start();
    Accepted old = node.create("old", null);
    node.done(old.operation().id());
    world.cloud.next("create", throttled(Duration.ofMinutes(2)));
    Accepted refused = node.create("refused", null);
    Accepted waiting = node.create("waiting", null);
    Instant until = world.time.instant().plus(Duration.ofMinutes(2));

    WaitingFor waitingFor = World.waitingFor(node.operation(waiting.operation().id()));
    assertThat(waitingFor.kind()).isEqualTo(WaitingFor.Kind.BUDGET);
    assertThat(waitingFor.until()).isBetween(until, until.plusSeconds(12));
    Accepted delete = node.act(old.machine().id(), MachineAction.DELETE);
    world.time.advance(Duration.ofSeconds(119));
    assertThat(node.operation(delete.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.createTokens()).hasSize(2);
    assertThat(node.done(waiting.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(node.done(refused.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void theTimeSpentInALaneIsNotHeldAgainstTheOperation() {
    World.Node node = world.start();
    world.cloud.next("create", throttled(Duration.ofMinutes(20)));
    node.create("throttled", null);
    Accepted waiting = node.create("waiting", null);
    world.cloud.next("create", Behaviour.Refuse.of(Category.UNAVAILABLE));
    Operation done = node.done(waiting.operation().id());
    assertThat(Duration.between(waiting.operation().createdAt(), done.endedAt()))
        .isGreaterThan(world.settings.createDeadline());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void whileACloudIsDownItsOperationsWaitForItAndTheAccountSaysSo() {
    World.Node node = world.start();
    world.cloud.next(
        "create",
        Collections.nCopies(20, Behaviour.Refuse.of(Category.UNAVAILABLE))
            .toArray(Behaviour[]::new));
    for (int i = 0; i < 20; i++) {
      node.create("web-" + i, null);
    }
    Accepted late = node.create("late", null);
    DefaultAccountService accounts =
        new DefaultAccountService(node.registry, node.traffic, new Authorization(node.authorizer));
    Breaker breaker = accounts.get(World.caller(), World.ACCOUNT).health().breaker();
    assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
    assertThat(breaker.until()).isAfter(world.time.instant());
    WaitingFor waitingFor = World.waitingFor(node.operation(late.operation().id()));
    assertThat(waitingFor.kind()).isEqualTo(WaitingFor.Kind.PROVIDER);
    assertThat(waitingFor.until()).isEqualTo(breaker.until());
    assertThat(world.cloud.createTokens()).hasSize(20);

    assertThat(node.done(late.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
    world.time.advance(Duration.ofMinutes(2));
    assertThat(accounts.list(World.caller()).get(0).health().breaker()).isEqualTo(Breaker.CLOSED);
    assertThat(world.cloud.existing()).hasSize(21);
    assertThat(accounts.throttles(World.caller(), World.ACCOUNT))
        .extracting(Throttle::callClass)
        .containsExactly(CallClass.CREATE);
  }

  private void onlyOneCallAtATime() {
    world.settings = OperationSettings.DEFAULT.withCalls(new CallSettings(1, 100, 10));
  }

  private static Throttle throttle(World.Node node, CallClass callClass) {
    return node.traffic.throttles(World.ACCOUNT).stream()
        .filter(each -> each.callClass() == callClass)
        .findFirst()
        .orElseThrow();
  }

  private static Behaviour throttled(Duration retryAfter) {
    return new Behaviour.Refuse(
        new ProviderError(Category.THROTTLED, "too many", null, null, null, retryAfter));
  }
}
