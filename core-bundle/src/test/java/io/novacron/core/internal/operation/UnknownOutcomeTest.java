package io.novacron.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationState;
import io.novacron.api.operation.Step;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.ProviderDescriptor.Idempotency;
import io.novacron.api.provider.ProviderError;
import io.novacron.core.internal.testing.FakeCloud.Behaviour;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UnknownOutcomeTest {
  private final World world = new World();

  @Test
  void aLostReplyIsAskedAboutByTokenAndTheMachineAdopted() {
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.LoseReply());
    Accepted accepted = node.create("web", null);
    world.time.advance(Duration.ofSeconds(29));
    assertThat(node.operation(accepted.operation().id()).state()).isEqualTo(OperationState.RUNNING);

    Operation done = node.done(accepted.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.existing()).hasSize(1);
    assertThat(world.cloud.calls()).filteredOn("create"::equals).hasSize(1);
    assertThat(done.steps()).extracting(Step::name).containsExactly("call", "ask");
    assertThat(done.steps().get(0).state()).isEqualTo(Step.State.UNKNOWN);
    assertThat(done.steps().get(0).detail()).contains("no reply within 30000 ms");
    assertThat(done.steps().get(1).detail())
        .contains("the outcome of attempt 1 is not known", "found i-1 by token and adopted it");
  }

  @Test
  void whileItAsksTheOperationSaysSo() {
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.LoseReply());
    world.cloud.next("findByToken", Behaviour.Refuse.of(Category.UNAVAILABLE));
    Accepted accepted = node.create("web", null);
    world.time.until(() -> world.cloud.calls().contains("findByToken"), Duration.ofMinutes(1));
    Operation asking = node.operation(accepted.operation().id());
    assertThat(asking.state()).isEqualTo(OperationState.UNKNOWN_OUTCOME);
    assertThat(asking.waitingFor()).isNotNull();
    assertThat(asking.waitingFor().until()).isAfter(world.time.instant());
    assertThat(asking.error()).isNotNull();
    assertThat(asking.error().category()).isEqualTo(Category.UNAVAILABLE);
    Operation done = node.done(accepted.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(done.error()).isNull();
  }

  @Test
  void aLostRequestIsSentAgainWithTheSameTokenAfterAsking() {
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.LoseRequest(), new Behaviour.LoseRequest());
    Accepted accepted = node.create("web", null);
    Operation done = node.done(accepted.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.createTokens()).hasSize(3);
    assertThat(world.cloud.createTokens()).containsOnly(world.cloud.createTokens().get(0));
    assertThat(world.cloud.existing()).hasSize(1);
    assertThat(done.steps())
        .extracting(Step::name)
        .containsExactly("call", "ask", "call", "ask", "call");
    assertThat(done.steps().get(1).detail()).contains("the cloud honours the token");
  }

  @Test
  void aCloudWithoutTokensIsSentAgainOnlyAfterItsVisibilityBound() {
    world.cloud.honours(Idempotency.NONE);
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.LoseRequest());
    Accepted accepted = node.create("web", null);
    Instant sent = world.time.instant();
    world.time.until(() -> world.cloud.createTokens().size() == 2, Duration.ofMinutes(5));
    assertThat(world.time.instant()).isAfterOrEqualTo(sent.plus(World.VISIBILITY_BOUND));
    Operation done = node.done(accepted.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.existing()).hasSize(1);
  }

  @Test
  void aMachineThatShowsUpLateIsNotMadeTwice() {
    world.cloud.honours(Idempotency.NONE);
    world.cloud.showsNewMachinesAfter(Duration.ofSeconds(9));
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.SayUnknown());
    Accepted accepted = node.create("web", null);
    Operation done = node.done(accepted.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.existing()).hasSize(1);
    assertThat(world.cloud.calls()).filteredOn("create"::equals).hasSize(1);
    assertThat(done.steps().get(1).detail()).contains("by owner tag and adopted it");
  }

  @Test
  void aSecondMachineBornFromALateRequestIsFoundRemovedAndSaid() {
    world.cloud.honours(Idempotency.NONE);
    World.Node node = world.start();
    // The first request takes effect after the second one was sent.
    world.cloud.next("create", new Behaviour.Delay(Duration.ofSeconds(45)));
    Accepted accepted = node.create("web", null);
    Operation done = node.done(accepted.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.createTokens()).hasSize(2);
    assertThat(world.cloud.existing())
        .containsExactly(node.machine(accepted.machine().id()).status().providerReference());
    assertThat(done.steps())
        .filteredOn(step -> step.name().equals("remove-duplicates"))
        .singleElement()
        .satisfies(step -> assertThat(step.detail()).contains("made a second time", "deleted"));
  }

  @Test
  void aCreateThatIsDoneJustBeforeItsTimeIsOverAndShownLateIsNotRepeated() {
    world.cloud.honours(Idempotency.NONE);
    world.cloud.showsNewMachinesAfter(Duration.ofSeconds(9));
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.Delay(Duration.ofSeconds(29)));
    Accepted accepted = node.create("web", null);
    Operation done = node.done(accepted.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.createTokens()).hasSize(1);
    assertThat(world.cloud.existing()).hasSize(1);
  }

  @Test
  void aSecondMachineIsRemovedAlsoWhenTheFirstNeverComesToRun() {
    world.cloud.honours(Idempotency.NONE);
    world.cloud.takesToMake(Duration.ofSeconds(3));
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.Delay(Duration.ofSeconds(45)));
    Accepted accepted = node.create("web", null);
    world.time.until(() -> !world.cloud.existing().isEmpty(), Duration.ofMinutes(2));
    String first = world.cloud.existing().get(0);
    world.cloud.force(first, MachineState.FAILED);
    Operation done = node.done(accepted.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.FAILED);
    assertThat(done.steps().toString()).contains("made a second time");
    world.time.advance(Duration.ofSeconds(10));
    assertThat(world.cloud.existing()).containsExactly(first);
    assertThat(node.machine(accepted.machine().id()).status().providerReference()).isEqualTo(first);
  }

  @Test
  void aMachineOfAnotherRequestIsNotAdoptedWhateverTheCloudFilters() {
    World.Node node = world.start();
    world.cloud.plant("other-token", new OwnerTag("cp-other", "default", "vm-other", "op-other"));
    world.cloud.next("create", new Behaviour.LoseRequest());
    Accepted accepted = node.create("web", null);
    node.done(accepted.operation().id());
    assertThat(world.cloud.existing()).hasSize(2);
    assertThat(node.machine(accepted.machine().id()).status().providerReference()).isEqualTo("i-2");
  }

  @Test
  void aProviderThatThrowsLeavesTheOutcomeOpen() {
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.Throw());
    Accepted accepted = node.create("web", null);
    Operation done = node.done(accepted.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(done.steps().get(0).state()).isEqualTo(Step.State.UNKNOWN);
    assertThat(world.cloud.existing()).hasSize(1);
  }

  @Test
  void aFailureAfterAnUnknownOutcomeCountsOnlyOnceTheCloudShowsNothing() {
    World.Node node = world.start();
    world.cloud.showsNewMachinesAfter(Duration.ofSeconds(5));
    world.cloud.next(
        "create", new Behaviour.Delay(Duration.ofSeconds(31)), Behaviour.Refuse.of(Category.QUOTA));
    Accepted accepted = node.create("web", null);
    Operation done = node.done(accepted.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.existing()).hasSize(1);
    assertThat(done.steps().get(done.steps().size() - 1).detail())
        .contains("before it ends as failed", "adopted");
  }

  @Test
  void aFailureAfterALostRequestFailsOnceNothingIsFound() {
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.LoseRequest(), Behaviour.Refuse.of(Category.QUOTA));
    Accepted accepted = node.create("web", null);
    Operation done = node.done(accepted.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.FAILED);
    assertThat(World.error(done).category()).isEqualTo(Category.QUOTA);
    assertThat(done.steps().get(done.steps().size() - 1).detail()).contains("there is no machine");
    assertThat(world.cloud.existing()).isEmpty();
  }

  @Test
  void aMachineThatIsGoneAgainWhenItIsFoundIsAClearFailure() {
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.LoseReply());
    Accepted accepted = node.create("web", null);
    world.cloud.force("i-1", MachineState.DELETED);
    Operation done = node.done(accepted.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.FAILED);
    assertThat(World.error(done).code()).isEqualTo("machine-vanished");
    assertThat(world.cloud.calls()).filteredOn("create"::equals).hasSize(1);
  }

  @Test
  void aCloudThatCannotSearchByTokenIsAskedByOwnerTag() {
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.LoseReply());
    world.cloud.next("findByToken", Behaviour.Refuse.of(Category.UNSUPPORTED));
    Accepted accepted = node.create("web", null);
    Operation done = node.done(accepted.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.calls()).contains("findByOwner");
    assertThat(world.cloud.existing()).hasSize(1);
  }

  @Test
  void aHandleThatTheCloudForgotIsReplacedByALook() {
    world.cloud.takesToMake(Duration.ofSeconds(5));
    World.Node node = world.start();
    world.cloud.next("poll", Behaviour.Refuse.of(Category.NOT_FOUND));
    Accepted accepted = node.create("web", null);
    Operation done = node.done(accepted.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.calls()).contains("describe");
  }

  @Test
  void aStopOfUnknownOutcomeIsAskedAboutByDescribe() {
    World.Node node = world.start();
    Accepted created = node.create("web", null);
    node.done(created.operation().id());
    world.cloud.next("stop", new Behaviour.LoseReply());
    Accepted stop = node.act(created.machine().id(), MachineAction.STOP);
    Operation done = node.done(stop.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.calls()).filteredOn("stop"::equals).hasSize(1);
    assertThat(done.steps()).extracting(Step::name).containsExactly("call", "ask");
  }

  @Test
  void aStopThatNeverArrivedIsSentAgain() {
    World.Node node = world.start();
    Accepted created = node.create("web", null);
    node.done(created.operation().id());
    world.cloud.next("stop", new Behaviour.LoseRequest());
    Accepted stop = node.act(created.machine().id(), MachineAction.STOP);
    Operation done = node.done(stop.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.calls()).filteredOn("stop"::equals).hasSize(2);
  }

  @Test
  void aDeleteThatNeverArrivedIsSentAgainAndCountsOnlyWhenTheMachineIsGone() {
    World.Node node = world.start();
    Accepted created = node.create("web", null);
    node.done(created.operation().id());
    world.cloud.next("delete", new Behaviour.LoseRequest());
    Accepted delete = node.act(created.machine().id(), MachineAction.DELETE);
    Operation done = node.done(delete.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.existing()).isEmpty();
    assertThat(world.cloud.calls()).filteredOn("delete"::equals).hasSize(2);
  }

  @Test
  void retryAfterIsKept() {
    World.Node node = world.start();
    world.cloud.next(
        "create",
        new Behaviour.Refuse(
            new ProviderError(
                Category.THROTTLED,
                "slow down",
                "RequestLimitExceeded",
                null,
                null,
                Duration.ofSeconds(40))));
    Accepted accepted = node.create("web", null);
    Instant refused = world.time.instant();
    Operation waiting = node.operation(accepted.operation().id());
    assertThat(World.waitingFor(waiting).until()).isAfterOrEqualTo(refused.plusSeconds(40));
    assertThat(World.error(waiting).providerCode()).isEqualTo("RequestLimitExceeded");
    world.time.until(() -> world.cloud.createTokens().size() == 2, Duration.ofMinutes(2));
    assertThat(world.time.instant()).isAfterOrEqualTo(refused.plusSeconds(40));
    Operation done = node.done(accepted.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.createTokens().get(1)).isEqualTo(world.cloud.createTokens().get(0));
    assertThat(done.steps())
        .singleElement()
        .satisfies(step -> assertThat(step.attempts()).isEqualTo(2));
  }
}
