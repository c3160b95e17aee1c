package io.novacron.core.internal.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.inventory.Coverage;
import io.novacron.api.inventory.Orphan;
import io.novacron.api.inventory.OrphanAction;
import io.novacron.api.inventory.OrphanAnswer;
import io.novacron.api.inventory.OrphanKind;
import io.novacron.api.inventory.OrphanQuery;
import io.novacron.api.inventory.OrphanReport;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationState;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.request.RequestOptions;
import io.novacron.api.store.Query;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.testing.FakeCloud.Behaviour;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrphanTest {
  private static final Duration SOON = Inventoried.SOON;

  private final World world = new World();
  private Inventoried it;

  @BeforeEach
  void start() {
    it = new Inventoried(world);
    it.made("web");
  }

  @Test
  void aMachineThatCarriesOurTagAndHasNoRecordIsFoundWithAgeAndMoney() {
    String reference = planted("vm-lost", Duration.ofDays(2));
    Orphan orphan = found();
    assertThat(orphan.reference()).isEqualTo(reference);
    assertThat(orphan.kind()).isEqualTo(OrphanKind.ORPHAN);
    assertThat(orphan.reason()).contains("no record").contains("vm-lost");
    assertThat(orphan.madeThen()).isTrue();
    assertThat(Duration.between(orphan.since(), world.time.instant()))
        .isGreaterThan(Duration.ofDays(2));
    OrphanReport report = it.report();
    assertThat(report.total()).isEqualTo(1);
    assertThat(report.perHour()).isEqualByComparingTo("0.172");
    assertThat(report.perMonth()).isEqualByComparingTo("125.56");
    assertThat(report.coverage())
        .filteredOn(coverage -> coverage.resource().equals("machines"))
        .allSatisfy(each -> assertThat(each.extent()).isEqualTo(Coverage.Extent.FULL));
  }

  @Test
  void whatAnotherControlPlaneOwnsIsNeitherShownNorTouched() {
    world.cloud.plant(
        null, new OwnerTag("cp-other", "default", "vm-theirs", operation(Duration.ofDays(2))));
    world.cloud.plantForeign(Map.of(OwnerTag.CONTROL_PLANE_KEY, "cp-half"));
    world.time.advance(Duration.ofMinutes(30));
    assertThat(it.orphans()).isEmpty();
    assertThat(it.eventually(it.node.inventory.service().regions(World.caller())))
        .anySatisfy(view -> assertThat(view.foreign()).isEqualTo(2));
  }

  @Test
  void aMachineWithoutATagIsUnmanagedAndLeftAlone() {
    world.cloud.plantForeign(Map.of("team", "b"));
    world.time.until(() -> !it.orphans().isEmpty(), SOON);
    Orphan unmanaged = it.orphans().get(0);
    assertThat(unmanaged.kind()).isEqualTo(OrphanKind.UNMANAGED);
    assertThat(problem(unmanaged, OrphanAction.QUARANTINE).code()).isEqualTo("orphan-not-ours");
    assertThat(problem(unmanaged, OrphanAction.DELETE).code()).isEqualTo("orphan-not-ours");
  }

  @Test
  void whatAnOperationUnderWayMayHaveMadeIsNoOrphan() {
    world.cloud.takesToMake(Duration.ofHours(1));
    Machine machine = it.node.create("slow", null).machine();
    world.time.advance(Duration.ofMinutes(10));
    assertThat(it.node.operation(machine.operation()).done()).isFalse();
    String twin =
        world.cloud.plant(
            null, new OwnerTag(controlPlane(), "default", machine.id(), machine.operation()));
    world.time.advance(Duration.ofMinutes(10));
    assertThat(world.cloud.existing()).contains(twin);
    assertThat(it.orphans()).isEmpty();
  }

  @Test
  void aTwinOfAMachineIsAnOrphanOnceNothingCanRemoveItAnyMore() {
    Machine machine = it.made("db");
    Instant done = world.time.instant();
    world.cloud.plant(
        null, new OwnerTag(controlPlane(), "default", machine.id(), machine.operation()));
    Orphan orphan = found();
    assertThat(world.time.instant())
        .isAfter(done.plus(world.settings.callTimeout().multipliedBy(2)));
    assertThat(orphan.reason()).contains("has another one");
  }

  @Test
  void oneWhoseOperationIsNotKnownIsOnlyAnOrphanOnceItIsOldEnough() {
    planted("vm-young", Duration.ofMinutes(1));
    world.time.advance(Duration.ofMinutes(10));
    assertThat(it.orphans()).isEmpty();
    world.time.advance(Duration.ofMinutes(15));
    assertThat(it.orphans()).hasSize(1);
  }

  @Test
  void anOrphanIsDeletedAfterAQuarantineAndNotBefore() {
    String reference = planted("vm-lost", Duration.ofDays(2));
    Orphan orphan = found();
    assertThat(problem(orphan, OrphanAction.DELETE).code()).isEqualTo("quarantine-missing");
    Operation stop = done(act(orphan, OrphanAction.QUARANTINE));
    assertThat(stop.kind()).isEqualTo(OperationKind.QUARANTINE_ORPHAN);
    assertThat(stop.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.state(reference)).isEqualTo(MachineState.STOPPED);
    Orphan quarantined = get(orphan.id());
    assertThat(Objects.requireNonNull(quarantined.quarantine()).operation()).isEqualTo(stop.id());
    assertThat(problem(orphan, OrphanAction.DELETE).code()).isEqualTo("quarantine-lasts");
    world.time.advance(world.inventorySettings.quarantine());
    assertThat(it.report().perHour()).as("it is stopped").isEqualByComparingTo("0");
    Operation delete = done(act(orphan, OrphanAction.DELETE));
    assertThat(delete.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.existing()).doesNotContain(reference).hasSize(1);
    world.time.advance(SOON);
    assertThat(it.orphans()).isEmpty();
  }

  @Test
  void askedTwiceIsStoppedOnce() {
    planted("vm-lost", Duration.ofDays(2));
    world.cloud.takesToMake(Duration.ofMinutes(1));
    Orphan orphan = found();
    String first = operation(act(orphan, OrphanAction.QUARANTINE));
    assertThat(operation(act(orphan, OrphanAction.QUARANTINE))).isEqualTo(first);
    it.node.done(first);
    assertThat(operation(act(orphan, OrphanAction.QUARANTINE))).isEqualTo(first);
    assertThat(world.cloud.calls().stream().filter("stop"::equals)).hasSize(1);
  }

  @Test
  void aDryRunTouchesNothingAndRefusesWhatWouldBeRefused() {
    String reference = planted("vm-lost", Duration.ofDays(2));
    Orphan orphan = found();
    OrphanAnswer answer =
        it.eventually(
            it.node
                .inventory
                .orphans()
                .act(World.caller(), orphan.id(), OrphanAction.QUARANTINE, RequestOptions.DRY_RUN));
    assertThat(answer.operation()).isNull();
    assertThat(answer.effect()).contains("stopped");
    assertThat(
            it.problem(
                    it.node
                        .inventory
                        .orphans()
                        .act(
                            World.caller(),
                            orphan.id(),
                            OrphanAction.DELETE,
                            RequestOptions.DRY_RUN))
                .code())
        .isEqualTo("quarantine-missing");
    world.time.advance(SOON);
    assertThat(world.cloud.state(reference)).isEqualTo(MachineState.RUNNING);
    assertThat(get(orphan.id()).quarantine()).isNull();
  }

  @Test
  void sameKeyGetsTheFirstAnswerAlsoWhenTheOrphanIsGone() {
    planted("vm-lost", Duration.ofDays(2));
    Orphan orphan = found();
    OrphanAnswer quarantined = act(orphan, OrphanAction.QUARANTINE, "k-1");
    assertThat(Objects.requireNonNull(quarantined.operation()).idempotencyKey()).isEqualTo("k-1");
    done(quarantined);
    act(orphan, OrphanAction.RELEASE, "k-2");
    assertThat(act(orphan, OrphanAction.QUARANTINE, "k-1")).isEqualTo(quarantined);
    assertThat(get(orphan.id()).quarantine()).as("nothing was begun again").isNull();
    done(act(orphan, OrphanAction.QUARANTINE, "k-3"));
    assertThat(act(orphan, OrphanAction.RELEASE, "k-2").operation()).isNull();
    assertThat(get(orphan.id()).quarantine()).as("nor released again").isNotNull();
    assertThat(
            it.problem(
                    it.node
                        .inventory
                        .orphans()
                        .act(
                            World.caller(),
                            orphan.id(),
                            OrphanAction.RELEASE,
                            RequestOptions.keyed("k-1")))
                .code())
        .isEqualTo("idempotency-key-reused");
    world.time.advance(world.inventorySettings.quarantine());
    OrphanAnswer deleted = act(orphan, OrphanAction.DELETE, "k-4");
    done(deleted);
    world.time.advance(Duration.ofMinutes(30));
    assertThat(act(orphan, OrphanAction.DELETE, "k-4")).isEqualTo(deleted);
    it.node.authorizer.set((caller, permission, target) -> false);
    assertThat(
            it.problem(
                    it.node
                        .inventory
                        .orphans()
                        .act(
                            World.caller(),
                            orphan.id(),
                            OrphanAction.DELETE,
                            RequestOptions.keyed("k-4")))
                .code())
        .isEqualTo("denied");
  }

  @ParameterizedTest
  @EnumSource(
      value = MachineState.class,
      names = {"PROVISIONING", "STARTING", "RUNNING", "RESTARTING", "PAUSED"})
  void whatWasStartedInQuarantineIsNotDeleted(MachineState started) {
    String reference = planted("vm-lost", Duration.ofDays(2));
    Orphan orphan = found();
    done(act(orphan, OrphanAction.QUARANTINE));
    world.time.advance(world.inventorySettings.quarantine());
    world.cloud.force(reference, started);
    assertThat(problem(orphan, OrphanAction.DELETE).code()).isEqualTo("quarantine-broken");
    act(orphan, OrphanAction.RELEASE);
    assertThat(get(orphan.id()).quarantine()).isNull();
    assertThat(world.cloud.existing()).contains(reference);
  }

  @Test
  void oneThatGetsAnotherTagMeanwhileIsLeftAlone() {
    String reference = planted("vm-lost", Duration.ofDays(2));
    Orphan orphan = found();
    world.cloud.retag(
        reference,
        new OwnerTag("cp-other", "default", "vm-theirs", operation(Duration.ofDays(2))).toTags());
    assertThat(problem(orphan, OrphanAction.QUARANTINE).code()).isEqualTo("orphan-changed");
    assertThat(world.cloud.state(reference)).isEqualTo(MachineState.RUNNING);
  }

  @Test
  void aStopWhoseReplyIsLostIsFinishedByANodeThatTakesItUp() {
    String reference = planted("vm-lost", Duration.ofDays(2));
    Orphan orphan = found();
    world.cloud.next("stop", new Behaviour.LoseReply());
    String operation = operation(act(orphan, OrphanAction.QUARANTINE));
    world.time.until(() -> world.cloud.calls().contains("stop"), SOON);
    it.node.kill();
    world.time.advance(Duration.ofMinutes(2));
    Inventoried next = new Inventoried(world);
    assertThat(next.node.done(operation).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.state(reference)).isEqualTo(MachineState.STOPPED);
  }

  @Test
  void aRefusalOfTheCloudFailsTheOperationWithItsReason() {
    planted("vm-lost", Duration.ofDays(2));
    Orphan orphan = found();
    world.cloud.next("stop", Behaviour.Refuse.of(Category.DENIED));
    Operation failed = done(act(orphan, OrphanAction.QUARANTINE));
    assertThat(failed.state()).isEqualTo(OperationState.FAILED);
    assertThat(World.error(failed).category()).isEqualTo(Category.DENIED);
    assertThat(done(act(orphan, OrphanAction.QUARANTINE)).state())
        .isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void nobodyActsWhoMayNot() {
    planted("vm-lost", Duration.ofDays(2));
    Orphan orphan = found();
    it.node.authorizer.set((caller, permission, target) -> permission.action().equals("read"));
    assertThat(problem(orphan, OrphanAction.QUARANTINE).category()).isEqualTo(Category.DENIED);
    it.node.authorizer.set((caller, permission, target) -> false);
    assertThat(
            it.problem(it.node.inventory.orphans().list(World.caller(), OrphanQuery.all()))
                .category())
        .isEqualTo(Category.DENIED);
  }

  @Test
  void aQuarantineEndsOnceItsMachineIsGoneByOtherMeans() {
    String reference = planted("vm-lost", Duration.ofDays(2));
    Orphan orphan = found();
    done(act(orphan, OrphanAction.QUARANTINE));
    world.time.advance(SOON);
    assertThat(quarantines()).as("it is there").hasSize(1);
    world.cloud.hideFromLists(reference);
    world.time.advance(SOON);
    assertThat(quarantines()).as("a list alone proves nothing").hasSize(1);
    world.cloud.forget(reference);
    world.time.advance(SOON);
    assertThat(quarantines()).isEmpty();
  }

  @Test
  void aQuarantineThatAnOperationWorksOnIsLeftToIt() {
    String reference = planted("vm-lost", Duration.ofDays(2));
    world.cloud.takesToMake(Duration.ofMinutes(20));
    Orphan orphan = found();
    String operation = operation(act(orphan, OrphanAction.QUARANTINE));
    world.cloud.hideFromLists(reference);
    world.time.advance(SOON);
    assertThat(it.node.operation(operation).done()).isFalse();
    assertThat(quarantines()).hasSize(1);
  }

  @Test
  void theReportNamesNoAccountThatTheCallerMayNotSee() {
    planted("vm-lost", Duration.ofDays(2));
    found();
    it.node.authorizer.set((caller, permission, target) -> target.account() == null);
    OrphanReport report = it.report();
    assertThat(report.items()).isEmpty();
    assertThat(report.coverage()).isEmpty();
    it.node.authorizer.set((caller, permission, target) -> World.ACCOUNT.equals(target.account()));
    assertThat(it.report().items()).hasSize(1);
    assertThat(it.report().coverage()).isNotEmpty();
    it.node.authorizer.set((caller, permission, target) -> target.id() == null);
    assertThat(it.report().coverage()).as("none of those, yet where it was looked").isNotEmpty();
  }

  @Test
  void anIdThatNoneHasIsNotFound() {
    planted("vm-lost", Duration.ofDays(2));
    found();
    assertThat(it.problem(it.node.inventory.orphans().get(World.caller(), "a b")).code())
        .isEqualTo("orphan-not-found");
  }

  @Test
  void listsArePaged() {
    for (int i = 0; i < 5; i++) {
      planted("vm-lost-" + i, Duration.ofDays(2));
    }
    world.time.until(() -> it.orphans().size() == 5, SOON);
    String token = null;
    int seen = 0;
    do {
      OrphanReport page =
          it.node.answer(
              it.node
                  .inventory
                  .orphans()
                  .list(World.caller(), new OrphanQuery(null, null, null, null, 2, token)));
      assertThat(page.total()).isEqualTo(5);
      seen += page.items().size();
      token = page.nextPageToken();
    } while (token != null);
    assertThat(seen).isEqualTo(5);
  }

  private List<StoredRecord> quarantines() {
    return world
        .memory
        .query(Query.of("default", QuarantineRecord.KIND))
        .toCompletableFuture()
        .join()
        .items();
  }

  private Orphan found() {
    world.time.until(() -> !it.orphans().isEmpty(), Duration.ofHours(1));
    return it.orphans().get(0);
  }

  private Orphan get(String id) {
    return it.node.answer(it.node.inventory.orphans().get(World.caller(), id));
  }

  private String controlPlane() {
    return it.node.controlPlane.get().id();
  }

  /** A machine with our tag, as an operation left it that was begun so long ago. */
  private String planted(String machine, Duration age) {
    String reference =
        world.cloud.plant(null, new OwnerTag(controlPlane(), "default", machine, operation(age)));
    world.cloud.retype(reference, "m1");
    return reference;
  }

  private String operation(Duration age) {
    return IdentifierGenerator.lowest("op", world.time.instant().minus(age));
  }

  private OrphanAnswer act(Orphan orphan, OrphanAction action, String key) {
    return it.eventually(
        it.node
            .inventory
            .orphans()
            .act(World.caller(), orphan.id(), action, RequestOptions.keyed(key)));
  }

  private OrphanAnswer act(Orphan orphan, OrphanAction action) {
    return it.eventually(
        it.node.inventory.orphans().act(World.caller(), orphan.id(), action, RequestOptions.NONE));
  }

  private Problem problem(Orphan orphan, OrphanAction action) {
    return it.problem(
        it.node.inventory.orphans().act(World.caller(), orphan.id(), action, RequestOptions.NONE));
  }

  private Operation done(OrphanAnswer answer) {
    return it.node.done(operation(answer));
  }

  private static String operation(OrphanAnswer answer) {
    return Objects.requireNonNull(answer.operation()).id();
  }
}
