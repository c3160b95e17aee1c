package io.novacron.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.event.Event;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationQuery;
import io.novacron.api.operation.OperationState;
import io.novacron.api.operation.Step;
import io.novacron.api.operation.WaitingFor;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Ownership;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.testing.FakeCloud.Behaviour;
import io.novacron.core.internal.testing.World;
import io.novacron.core.internal.traffic.CallSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EngineTest {
  private final World world = new World();

  @Test
  void theIntentIsDurableBeforeTheCloudIsCalled() {
    World.Node node = world.start();
    String id = node.create("web", null).operation().id();
    world.points.arm(-1, () -> {});
    Accepted second = node.create("db", null);
    world.time.runReady();
    List<String> journalAtCall = new ArrayList<>();
    for (Transaction transaction : world.store.commits()) {
      for (Mutation mutation : transaction.mutations()) {
        if (mutation instanceof Mutation.Put put
            && put.key().id().equals(second.operation().id())) {
          OperationRecord record =
              Journal.read(
                  new StoredRecord(
                      put.key(), 1, put.schemaVersion(), put.attributes(), put.value()));
          journalAtCall.add(record.operation().state() + " begun=" + record.begun());
        }
      }
    }
    assertThat(journalAtCall)
        .containsExactly("QUEUED begun=false", "RUNNING begun=true", "SUCCEEDED begun=false");
    assertThat(node.operation(id).state()).isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void noCallIsMadeWhenTheIntentCannotBeWritten() {
    World.Node node = world.start();
    node.create("web", null);
    world.time.runReady();
    int before = world.cloud.createTokens().size();
    Accepted accepted = acceptedButNotBegun(node);
    assertThat(world.cloud.createTokens()).hasSize(before);
    assertThat(node.operation(accepted.operation().id()).state()).isEqualTo(OperationState.QUEUED);
    world.memory.failBeforeNextCommits(0);
    node.done(accepted.operation().id());
    assertThat(world.cloud.createTokens()).hasSize(before + 1);
  }

  /** From the first commit after the acceptance on, the store fails for a while. */
  private Accepted acceptedButNotBegun(World.Node node) {
    node.auditLog.set(
        entry -> {
          world.memory.failBeforeNextCommits(1000);
          return CompletableFuture.completedFuture(null);
        });
    CompletableFuture<Accepted> request =
        node.machines.create(World.caller(), World.spec("db"), null).toCompletableFuture();
    world.time.runReady();
    return request.join();
  }

  @Test
  void aWriteThatWasAppliedWithoutAcknowledgementIsNotRepeated() {
    World.Node node = world.start();
    Accepted accepted = node.create("web", null);
    node.done(accepted.operation().id());
    world.cloud.next("stop", Behaviour.Refuse.of(Category.UNAVAILABLE));
    Accepted stop = node.act(accepted.machine().id(), MachineAction.STOP);
    world.memory.failAfterNextCommits(1);
    Operation done = node.done(stop.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.calls()).filteredOn("stop"::equals).hasSize(2);
  }

  @Test
  void operationsWaitForTheirProviderAndGoOnWhenItIsBack() {
    World.Node node = world.start();
    String id = node.create("web", null).machine().id();
    node.done(node.machine(id).operation());
    node.registry.remove(node.factory);
    world.time.runReady();
    Accepted stop = node.act(id, MachineAction.STOP);
    world.time.advance(Duration.ofHours(1));
    Operation waiting = node.operation(stop.operation().id());
    assertThat(waiting.state()).isEqualTo(OperationState.QUEUED);
    assertThat(World.waitingFor(waiting).kind()).isEqualTo(WaitingFor.Kind.PROVIDER);
    assertThat(World.error(waiting).code()).isEqualTo("provider-missing");
    assertThat(World.error(waiting).nextStep()).contains("deploy/");

    // An hour without a provider is not held against the operation.
    world.cloud.next("stop", Behaviour.Refuse.of(Category.UNAVAILABLE));
    node.registry.add(node.factory);
    world.time.runReady();
    Operation done = node.done(stop.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(done.waitingFor()).isNull();
    assertThat(done.error()).isNull();
  }

  @Test
  void aCallUnderWayWhenItsProviderGoesIsAskedAboutWhenItIsBack() {
    World.Node node = world.start();
    world.cloud.next("create", new Behaviour.LoseReply());
    Accepted accepted = node.create("web", null);
    world.time.advance(Duration.ofSeconds(1));
    node.registry.remove(node.factory);
    world.time.runReady();
    Operation unknown = node.operation(accepted.operation().id());
    assertThat(unknown.state()).isEqualTo(OperationState.UNKNOWN_OUTCOME);
    assertThat(unknown.steps().get(0).detail()).contains("its provider went away");
    node.registry.add(node.factory);
    Operation done = node.done(accepted.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.existing()).hasSize(1);
    assertThat(world.cloud.calls()).filteredOn("create"::equals).hasSize(1);
  }

  @Test
  void aStaleClaimStopsTheWriter() {
    world.cloud.takesToMake(Duration.ofSeconds(20));
    World.Node stale = world.start();
    Accepted accepted = stale.create("web", null);
    world.time.advance(Duration.ofSeconds(1));
    // Another run of the node takes everything over while the first still believes to be the owner.
    World.Node current = world.start();
    int before = world.store.commits().size();
    world.time.advance(Duration.ofSeconds(30));
    Operation done = current.operation(accepted.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.existing()).hasSize(1);
    assertThat(stale.controlPlane.get().engine().works(accepted.operation().id())).isFalse();
    assertThat(world.store.commits().size()).isGreaterThan(before);
    assertThat(done.revision())
        .as("accepted, begun, taken on, ended: nothing of the stale node was written")
        .isEqualTo(4);
  }

  @Test
  void aSenderWhoseLeaseIsAboutToEndDoesNotCall() {
    World.Node node = world.start();
    String id = node.create("web", null).machine().id();
    node.done(node.machine(id).operation());
    node.registry.remove(node.factory);
    world.time.runReady();
    Accepted accepted = node.act(id, MachineAction.STOP);
    // Renewals fail from now on, and the lease of 60 s runs out.
    node.controlPlane.get().claims().close();
    node.registry.add(node.factory);
    world.time.advance(Duration.ofMinutes(2));
    assertThat(world.cloud.calls()).doesNotContain("stop");
    node.kill();
    World.Node second = world.start();
    Operation done = second.done(accepted.operation().id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void whatAnotherProcessLeftIsTakenUpAtStartAndTheJournalSaysSo() {
    World.Node first = world.start();
    world.cloud.next("create", new Behaviour.LoseReply());
    Accepted accepted = first.create("web", null);
    world.time.advance(Duration.ofSeconds(1));
    first.kill();
    World.Node second = world.start();
    Operation done = second.done(accepted.operation().id());
    assertThat(done.steps()).extracting(Step::name).containsExactly("call", "ask");
    assertThat(done.steps().get(0).detail()).contains("found in the journal as begun");
    assertThat(done.steps().get(1).detail()).contains("asks the cloud by token", "adopted");
  }

  @Test
  void onlySoManyCallsToAnAccountAreUnderWayAndTheRestWaitsInOrder() {
    world.settings = withCallsInFlight(3);
    World.Node node = world.start();
    world.cloud.next(
        "create",
        IntStream.range(0, 3).mapToObj(i -> new Behaviour.LoseReply()).toArray(Behaviour[]::new));
    List<String> tokensInOrder = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      node.create("web-" + i, null);
    }
    world.time.advance(Duration.ofSeconds(20));
    assertThat(world.cloud.createTokens()).hasSize(3);
    world.time.advance(Duration.ofSeconds(60));
    tokensInOrder.addAll(world.cloud.createTokens());
    assertThat(tokensInOrder).hasSize(8).isSorted();
    assertThat(world.cloud.existing()).hasSize(8);
  }

  @Test
  @Tag("load")
  void tenThousandOperationsAreUnderWayAtOnceOnTheSameFewThreads() {
    world.cloud.takesToMake(Duration.ofSeconds(30));
    World.Node node = world.start();
    int threads = Thread.activeCount();
    List<Accepted> all = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      all.add(node.create("web-" + i, null));
    }
    world.time.advance(Duration.ofSeconds(1));
    assertThat(world.cloud.createTokens()).hasSize(10_000);
    assertThat(node.controlPlane.get().engine().size()).isEqualTo(10_000);
    assertThat(node.counts.live()).isEqualTo(10_000);
    assertThat(Thread.activeCount()).isEqualTo(threads);
    world.time.advance(Duration.ofSeconds(60));
    assertThat(node.controlPlane.get().engine().size()).isZero();
    assertThat(world.cloud.existing()).hasSize(10_000);
    assertThat(
            node.answer(
                    node.operations.list(
                        World.caller(),
                        new OperationQuery(null, false, null, null, null, 10, null)))
                .items())
        .isEmpty();
  }

  @Test
  @Tag("load")
  void tenThousandLiveOperationsAreTakenUpAfterARestart() {
    world.cloud.takesToMake(Duration.ofMinutes(5));
    World.Node first = world.start();
    for (int i = 0; i < 10_000; i++) {
      first.create("web-" + i, null);
    }
    world.time.advance(Duration.ofSeconds(1));
    first.kill();
    World.Node second = world.start();
    world.time.advance(Duration.ofMinutes(6));
    assertThat(second.controlPlane.get().engine().size()).isZero();
    assertThat(world.cloud.existing()).hasSize(10_000);
    assertThat(world.cloud.createTokens()).hasSize(10_000);
  }

  @Test
  void eventsOfASubjectComeInTheOrderOfItsRevisions() {
    world.cloud.takesToMake(Duration.ofSeconds(1));
    World.Node node = world.start();
    Accepted accepted = node.create("web", null);
    String id = accepted.machine().id();
    node.done(accepted.operation().id());
    node.done(node.act(id, MachineAction.STOP).operation().id());
    node.done(node.act(id, MachineAction.DELETE).operation().id());
    world.time.runReady();
    Map<String, Long> revisions = new HashMap<>();
    for (Event event : node.events) {
      Long former = revisions.put(event.subject(), event.revision());
      assertThat(former == null || former < event.revision()).isTrue();
    }
    assertThat(node.events)
        .filteredOn(event -> event.subject().equals("vm/" + id))
        .extracting(Event::type)
        .containsExactly(
            "io.novacron.vm.creating.v1",
            "io.novacron.vm.provisioning.v1",
            "io.novacron.vm.running.v1",
            "io.novacron.vm.stopping.v1",
            "io.novacron.vm.stopped.v1",
            "io.novacron.vm.deleting.v1",
            "io.novacron.vm.deleted.v1");
    assertThat(node.events)
        .filteredOn(event -> event.subject().equals("operation/" + accepted.operation().id()))
        .extracting(Event::type)
        .containsExactly(
            "io.novacron.operation.queued.v1",
            "io.novacron.operation.running.v1",
            "io.novacron.operation.succeeded.v1");
    assertThat(node.events).extracting(Event::id).doesNotHaveDuplicates();
  }

  @Test
  void aCleanStopBeginsNothingMoreAndTheNextRunGoesOn() {
    world.cloud.takesToMake(Duration.ofSeconds(20));
    World.Node first = world.start();
    Accepted accepted = first.create("web", null);
    world.time.advance(Duration.ofSeconds(1));
    first.run.close();
    int calls = world.cloud.calls().size();
    world.time.advance(Duration.ofSeconds(5));
    assertThat(world.cloud.calls()).hasSize(calls);
    assertThat(first.controlPlane.orNull()).isNull();
    first.kill();
    World.Node second = world.start();
    assertThat(second.done(accepted.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.createTokens()).hasSize(1);
  }

  @Test
  void claimsAreRenewedAndReadinessFollowsThem() {
    World.Node node = world.start();
    assertThat(node.controlPlane.get().problem()).isEmpty();
    world.time.advance(Duration.ofMinutes(10));
    Instant now = world.time.instant();
    assertThat(world.memory.claims().toCompletableFuture().join())
        .hasSize(Ownership.SHARDS)
        .allSatisfy(claim -> assertThat(claim.leaseUntil()).isAfter(now));
    world.memory.claim(Set.of(7), "node-1", Duration.ofMinutes(10));
    world.time.advance(Duration.ofSeconds(20));
    assertThat(node.controlPlane.get().problem()).isEmpty();
    node.run.close();
    assertThat(node.controlPlane.orNull()).isNull();
  }

  @Test
  void countsAreExact() {
    World.Node node = world.start();
    node.done(node.create("web", null).operation().id());
    world.cloud.next("create", Behaviour.Refuse.of(Category.QUOTA));
    node.done(node.create("db", null).operation().id());
    world.cloud.next("create", new Behaviour.SayUnknown());
    node.done(node.create("cache", null).operation().id());
    assertThat(node.counts.accepted(OperationKind.CREATE)).isEqualTo(3);
    assertThat(node.counts.succeeded(OperationKind.CREATE)).isEqualTo(2);
    assertThat(node.counts.failed(OperationKind.CREATE)).isEqualTo(1);
    assertThat(node.counts.unknownOutcomes()).isEqualTo(1);
    assertThat(node.counts.live()).isZero();
  }

  static OperationSettings withCallsInFlight(int most) {
    OperationSettings defaults = OperationSettings.DEFAULT;
    return new OperationSettings(
        defaults.callTimeout(),
        new CallSettings(most, 100_000, 10),
        defaults.createDeadline(),
        defaults.powerDeadline(),
        defaults.deleteDeadline(),
        defaults.cleanUpDeadline(),
        defaults.mostPlaces(),
        defaults.refusalsKept(),
        defaults.liveOperations(),
        defaults.lease());
  }
}
