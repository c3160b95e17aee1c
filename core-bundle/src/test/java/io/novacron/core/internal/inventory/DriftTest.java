package io.novacron.core.internal.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.inventory.Drift;
import io.novacron.api.inventory.DriftAction;
import io.novacron.api.inventory.DriftAnswer;
import io.novacron.api.inventory.DriftAspect;
import io.novacron.api.inventory.DriftQuery;
import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachinePatch;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationState;
import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Permission;
import io.novacron.api.store.Claim;
import io.novacron.api.store.Ownership;
import io.novacron.api.store.Page;
import io.novacron.core.internal.testing.FakeCloud.Behaviour;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriftTest {
  private static final Duration SOON = Inventoried.SOON;

  private final World world = new World();
  private Inventoried it;
  private Machine made;

  @BeforeEach
  void make() {
    it = new Inventoried(world);
    made = it.made("web");
    world.time.advance(Duration.ofSeconds(20));
  }

  @Test
  void aStopIsRevertedByAStart() {
    Drift drift = stopped();
    DriftAnswer answer = act(drift, DriftAction.REVERT, false);
    Operation operation = it.node.done(Objects.requireNonNull(answer.operation()).id());
    assertThat(operation.kind()).isEqualTo(OperationKind.START);
    assertThat(operation.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.state(reference())).isEqualTo(MachineState.RUNNING);
    assertThat(it.drifts()).as("at once, before the next list").isEmpty();
    world.time.advance(SOON);
    assertThat(it.drifts()).isEmpty();
    assertThat(it.machine(made).status().conditions())
        .filteredOn(condition -> condition.type().equals("Drifted"))
        .allSatisfy(condition -> assertThat(condition.status()).isFalse());
  }

  @Test
  void aRevertThatIsAskedForTwiceIsOneOperationAndOneThatFailedIsBegunAnew() {
    Drift drift = stopped();
    world.cloud.takesToMake(Duration.ofMinutes(1));
    String first = Objects.requireNonNull(act(drift, DriftAction.REVERT, false).operation()).id();
    assertThat(Objects.requireNonNull(act(drift, DriftAction.REVERT, false).operation()).id())
        .isEqualTo(first);
    it.node.done(first);
    world.time.advance(SOON);
    Drift again = stopped();
    world.cloud.next("start", Behaviour.Refuse.of(Category.INVALID));
    String refused = Objects.requireNonNull(act(again, DriftAction.REVERT, false).operation()).id();
    assertThat(it.node.done(refused).state()).isEqualTo(OperationState.FAILED);
    String anew = Objects.requireNonNull(act(again, DriftAction.REVERT, false).operation()).id();
    assertThat(anew).isNotEqualTo(refused);
    assertThat(it.node.done(anew).state()).isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void anAcceptedStopIsWhatIsWantedFromThenOn() {
    Drift drift = stopped();
    DriftAnswer answer = act(drift, DriftAction.ACCEPT, false);
    assertThat(Objects.requireNonNull(answer.operation()).state())
        .isEqualTo(OperationState.SUCCEEDED);
    Machine after = it.machine(made);
    assertThat(after.desiredState()).isEqualTo(DesiredState.STOPPED);
    assertThat(after.generation()).isEqualTo(made.generation() + 1);
    assertThat(it.drifts()).isEmpty();
    world.time.advance(SOON);
    assertThat(it.drifts()).isEmpty();
    assertThat(world.cloud.calls()).doesNotContain("start");
  }

  @Test
  void anIgnoredDifferenceIsQuietUntilSomethingElseIsSeen() {
    Drift drift = stopped();
    act(drift, DriftAction.IGNORE, false);
    assertThat(it.drifts()).isEmpty();
    assertThat(ignored()).singleElement().extracting(Drift::ignoredBy).isEqualTo("admin");
    world.time.advance(SOON);
    assertThat(it.drifts()).as("the same is seen").isEmpty();
    world.cloud.force(reference(), MachineState.PAUSED);
    world.time.until(() -> !it.drifts().isEmpty(), SOON);
    assertThat(it.drifts()).singleElement().extracting(Drift::observed).isEqualTo("PAUSED");
  }

  @Test
  void anotherTypeIsSeenPricedAndRevertedByAResize() {
    world.cloud.retype(reference(), "m2");
    Drift drift = found(DriftAspect.INSTANCE_TYPE);
    assertThat(drift.expected()).isEqualTo("m1");
    Machine seen = it.machine(made);
    assertThat(seen.status().instanceType()).isEqualTo("m2");
    assertThat(Objects.requireNonNull(seen.status().pricePerHour()).amount())
        .isEqualByComparingTo("0.344");
    DriftAnswer answer = act(drift, DriftAction.REVERT, false);
    assertThat(it.node.done(Objects.requireNonNull(answer.operation()).id()).state())
        .isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.typeOf(reference())).isEqualTo("m1");
    world.time.advance(SOON);
    assertThat(it.drifts()).isEmpty();
  }

  @Test
  void anotherTypeThatIsAcceptedIsWhatIsWanted() {
    world.cloud.retype(reference(), "m2");
    act(found(DriftAspect.INSTANCE_TYPE), DriftAction.ACCEPT, false);
    assertThat(it.machine(made).spec().instanceType()).isEqualTo("m2");
    assertThat(it.machine(made).spec().size()).isNull();
    world.time.advance(SOON);
    assertThat(it.drifts()).isEmpty();
  }

  @Test
  void labelsThatChangeAtTheCloudAreFoundAndOnesThatChangeHereAreNot() {
    it.node.update(made.id(), MachinePatch.ofLabels(Map.of("team", Optional.of("b"))));
    world.time.advance(SOON);
    assertThat(it.drifts()).as("labels are ours").isEmpty();
    retag("team", "c");
    Drift drift = found(DriftAspect.LABELS);
    assertThat(drift.expected()).isEqualTo("team=a");
    assertThat(drift.observed()).isEqualTo("team=c");
    assertThat(problem(drift, DriftAction.REVERT).code()).isEqualTo("drift-action-unsupported");
    act(drift, DriftAction.ACCEPT, false);
    assertThat(it.machine(made).spec().labels())
        .as("changed here since it was given")
        .containsEntry("team", "b");
    world.time.advance(SOON);
    assertThat(it.drifts()).isEmpty();
  }

  @Test
  void anAcceptedLabelIsTakenOver() {
    retag("team", "c");
    act(found(DriftAspect.LABELS), DriftAction.ACCEPT, false);
    assertThat(it.machine(made).spec().labels()).containsEntry("team", "c");
    assertThat(it.drifts()).isEmpty();
  }

  @Test
  void aLostOwnerTagIsFoundAndTheMachineStaysOurs() {
    world.cloud.retag(reference(), Map.of("team", "a"));
    Drift drift = found(DriftAspect.OWNER_TAG);
    assertThat(drift.observed()).isEqualTo("none");
    assertThat(problem(drift, DriftAction.ACCEPT).category()).isEqualTo(Category.UNSUPPORTED);
    assertThat(it.orphans()).isEmpty();
  }

  @Test
  void aMachineThatIsGoneEndsWhenThatIsAccepted() {
    world.cloud.forget(reference());
    Drift drift = found(DriftAspect.PRESENCE);
    assertThat(problem(drift, DriftAction.REVERT).nextStep()).contains("accept, ignore");
    DriftAnswer answer = act(drift, DriftAction.ACCEPT, false);
    assertThat(it.node.done(Objects.requireNonNull(answer.operation()).id()).state())
        .isEqualTo(OperationState.SUCCEEDED);
    assertThat(it.state(made)).isEqualTo(MachineState.DELETED);
    assertThat(it.drifts()).isEmpty();
  }

  @Test
  void aDryRunSaysWhatWouldBeDoneAndDoesNothing() {
    Drift drift = stopped();
    DriftAnswer answer = act(drift, DriftAction.REVERT, true);
    assertThat(answer.dryRun()).isTrue();
    assertThat(answer.effect()).contains("start");
    assertThat(answer.operation()).isNull();
    act(drift, DriftAction.ACCEPT, true);
    act(drift, DriftAction.IGNORE, true);
    world.time.advance(SOON);
    assertThat(it.state(made)).isEqualTo(MachineState.STOPPED);
    assertThat(it.machine(made).desiredState()).isEqualTo(DesiredState.RUNNING);
    assertThat(it.drifts()).containsExactly(drift);
  }

  @Test
  void sameKeyGetsTheFirstAnswerWhateverBecameOfTheDifference() {
    Drift drift = stopped();
    DriftAnswer ignored = act(drift, DriftAction.IGNORE, "k-1");
    assertThat(it.node.answer(it.node.inventory.drifts().get(World.caller(), drift.id())))
        .isEqualTo(ignored.drift());
    DriftAnswer reverted = act(drift, DriftAction.REVERT, "k-2");
    it.node.done(Objects.requireNonNull(reverted.operation()).id());
    world.time.advance(SOON);
    assertThat(it.drifts()).isEmpty();
    assertThat(act(drift, DriftAction.IGNORE, "k-1")).isEqualTo(ignored);
    assertThat(act(drift, DriftAction.REVERT, "k-2")).isEqualTo(reverted);
    Drift again = stopped();
    DriftAnswer accepted = act(again, DriftAction.ACCEPT, "k-3");
    assertThat(Objects.requireNonNull(accepted.operation()).idempotencyKey()).isEqualTo("k-3");
    assertThat(act(again, DriftAction.ACCEPT, "k-3")).isEqualTo(accepted);
    assertThat(
            it.problem(
                    it.node
                        .inventory
                        .drifts()
                        .act(
                            World.caller(),
                            drift.id(),
                            DriftAction.ACCEPT,
                            RequestOptions.keyed("k-1")))
                .code())
        .isEqualTo("idempotency-key-reused");
    it.node.authorizer.set((caller, permission, target) -> permission != Permission.VM_OPERATE);
    assertThat(
            it.problem(
                    it.node
                        .inventory
                        .drifts()
                        .act(
                            World.caller(),
                            drift.id(),
                            DriftAction.IGNORE,
                            RequestOptions.keyed("k-1")))
                .code())
        .isEqualTo("denied");
  }

  private DriftAnswer act(Drift drift, DriftAction action, String key) {
    return it.eventually(
        it.node
            .inventory
            .drifts()
            .act(World.caller(), drift.id(), action, RequestOptions.keyed(key)));
  }

  @Test
  void oneThatEndsByItselfIsNotListedAnyMore() {
    Drift drift = stopped();
    world.cloud.force(reference(), MachineState.RUNNING);
    world.time.until(() -> it.drifts().isEmpty(), SOON);
    assertThat(it.state(made)).isEqualTo(MachineState.RUNNING);
    assertThat(problem(drift, DriftAction.REVERT).code()).isEqualTo("drift-not-found");
  }

  @Test
  void aClaimThatWasLostUnnoticedIsReportedByTheWriteThatItFails() {
    Drift drift = stopped();
    int held = it.node.controlPlane.get().claims().held();
    int shard = Ownership.shardOf("default", made.id());
    world.memory.release(Set.of(claim(shard))).toCompletableFuture().join();
    world.memory.claim(Set.of(shard), "node-2", Duration.ofHours(1)).toCompletableFuture().join();
    assertThat(problem(drift, DriftAction.IGNORE).category()).isNotEqualTo(Category.DENIED);
    assertThat(it.node.controlPlane.get().claims().claim(shard)).isEmpty();
    assertThat(it.node.controlPlane.get().claims().held()).isEqualTo(held - 1);
  }

  private Claim claim(int shard) {
    return it.node.controlPlane.get().claims().claim(shard).orElseThrow();
  }

  @Test
  void nobodyActsWhoMayNot() {
    Drift drift = stopped();
    it.node.authorizer.set((caller, permission, target) -> permission.action().equals("read"));
    assertThat(problem(drift, DriftAction.REVERT).category()).isEqualTo(Category.DENIED);
    assertThat(problem(drift, DriftAction.ACCEPT).category()).isEqualTo(Category.DENIED);
    assertThat(problem(drift, DriftAction.IGNORE).category()).isEqualTo(Category.DENIED);
    it.node.authorizer.set((caller, permission, target) -> false);
    assertThat(it.problem(it.node.inventory.drifts().list(World.caller(), DriftQuery.open())))
        .extracting(problem -> problem.category())
        .isEqualTo(Category.DENIED);
  }

  @Test
  void pagesAreFullHoweverMuchOfTheListIsNotShown() {
    List<Machine> others = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      others.add(it.made("web-" + i));
    }
    world.time.advance(Duration.ofSeconds(20));
    others.forEach(other -> world.cloud.force(Inventoried.reference(other), MachineState.STOPPED));
    world.time.until(() -> it.drifts().size() == 5, SOON);
    List<String> listed = it.drifts().stream().map(Drift::machine).toList();
    Set<String> hidden = Set.of(listed.get(0), listed.get(1));
    it.node.done(
        Objects.requireNonNull(act(drift(listed.get(3)), DriftAction.REVERT, false).operation())
            .id());
    it.node.authorizer.set(
        (caller, permission, target) -> target.id() != null && !hidden.contains(target.id()));
    Page<Drift> first = page(1, null);
    assertThat(first.items()).extracting(Drift::machine).containsExactly(listed.get(2));
    assertThat(first.nextPageToken()).isNotNull();
    Page<Drift> second = page(1, first.nextPageToken());
    assertThat(second.items()).extracting(Drift::machine).containsExactly(listed.get(4));
    assertThat(second.nextPageToken()).as("nothing follows").isNull();
    assertThat(it.problem(list(1, "no token")).code()).isEqualTo("invalid-page-token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "a b.state", "vm-1.a/b", "vm-1.state", ".state", "é.labels"})
  void anIdThatNoneHasIsNotFound(String id) {
    assertThat(it.problem(it.node.inventory.drifts().get(World.caller(), id)).code())
        .isEqualTo("drift-not-found");
    String ofMachine = made.id() + "." + id;
    assertThat(it.problem(it.node.inventory.drifts().get(World.caller(), ofMachine)).code())
        .isEqualTo("drift-not-found");
  }

  private Drift drift(String machine) {
    return it.drifts().stream()
        .filter(each -> each.machine().equals(machine))
        .findFirst()
        .orElseThrow();
  }

  private Page<Drift> page(int size, @Nullable String token) {
    return it.node.answer(list(size, token));
  }

  private CompletionStage<Page<Drift>> list(int size, @Nullable String token) {
    return it.node
        .inventory
        .drifts()
        .list(World.caller(), new DriftQuery(null, null, null, null, false, size, token));
  }

  private String reference() {
    return Inventoried.reference(made);
  }

  private Drift stopped() {
    world.cloud.force(reference(), MachineState.STOPPED);
    return found(DriftAspect.STATE);
  }

  private Drift found(DriftAspect aspect) {
    world.time.until(() -> it.drifts().stream().anyMatch(drift -> drift.aspect() == aspect), SOON);
    return it.drifts().stream().filter(drift -> drift.aspect() == aspect).findFirst().orElseThrow();
  }

  private List<Drift> ignored() {
    DriftQuery query = new DriftQuery(made.id(), null, null, null, true, 10, null);
    return it.node.answer(it.node.inventory.drifts().list(World.caller(), query)).items();
  }

  private void retag(String key, String value) {
    Map<String, String> tags = new HashMap<>(world.cloud.tags(reference()));
    tags.put(key, value);
    world.cloud.retag(reference(), tags);
  }

  private DriftAnswer act(Drift drift, DriftAction action, boolean dryRun) {
    return it.eventually(
        it.node
            .inventory
            .drifts()
            .act(
                World.caller(),
                drift.id(),
                action,
                dryRun ? RequestOptions.DRY_RUN : RequestOptions.NONE));
  }

  private Problem problem(Drift drift, DriftAction action) {
    return it.problem(
        it.node.inventory.drifts().act(World.caller(), drift.id(), action, RequestOptions.NONE));
  }
}
