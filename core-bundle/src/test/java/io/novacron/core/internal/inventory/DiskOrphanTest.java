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
import io.novacron.api.inventory.ResourceType;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationState;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.request.RequestOptions;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.testing.FakeCloud.Behaviour;
import io.novacron.core.internal.testing.FakeSnapshots;
import io.novacron.core.internal.testing.FakeVolumes;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Volumes and snapshots that belong to nobody. */
class DiskOrphanTest {
  private static final Duration SOON = Inventoried.SOON;
  private static final Duration LONG = Duration.ofMinutes(30);

  private final World world = new World();
  private final FakeVolumes volumes = world.cloud.fakeVolumes();
  private final FakeSnapshots snapshots = world.cloud.fakeSnapshots();
  private Inventoried it;
  private Machine web;

  @BeforeEach
  void start() {
    it = new Inventoried(world);
    web = it.made("web");
  }

  @Test
  void aVolumeOfAMachineWithoutARecordIsFoundWithSizeAndWithoutAPrice() {
    String reference = volumes.plant(lost());
    Orphan orphan = found();
    assertThat(orphan.reference()).isEqualTo(reference);
    assertThat(orphan.resource()).isEqualTo(ResourceType.VOLUME);
    assertThat(orphan.kind()).isEqualTo(OrphanKind.ORPHAN);
    assertThat(orphan.reason()).contains("no record").contains("vm-lost");
    assertThat(orphan.state()).isEqualTo("AVAILABLE");
    assertThat(orphan.type()).isEqualTo("gp3");
    assertThat(orphan.sizeGib()).isEqualTo(8);
    assertThat(orphan.zone()).isEqualTo("r1a");
    assertThat(orphan.pricePerHour()).isNull();
    assertThat(orphan.costs()).isTrue();
    assertThat(it.report().unpriced()).isEqualTo(1);
    assertThat(it.report().perHour()).isEqualByComparingTo("0");
  }

  @Test
  void aSnapshotOfAMachineWithoutARecordIsFound() {
    String reference = snapshots.plant(lost());
    Orphan orphan = found();
    assertThat(orphan.reference()).isEqualTo(reference);
    assertThat(orphan.resource()).isEqualTo(ResourceType.SNAPSHOT);
    assertThat(orphan.reason()).contains("no record").contains("vm-lost");
    assertThat(orphan.sizeGib()).isEqualTo(20);
    assertThat(orphan.type()).isNull();
    assertThat(it.report().unpriced()).isEqualTo(1);
  }

  @Test
  void aVolumeThatAMachineHasIsNoneUntilItIsFree() {
    String reference = volumes.plant(lost());
    volumes.attach(reference, "i-of-somebody");
    world.time.advance(LONG);
    assertThat(it.orphans()).isEmpty();
    volumes.attach(reference, null);
    assertThat(found().reference()).isEqualTo(reference);
  }

  @Test
  void aVolumeOfAMachineThatIsRecordedIsNoneUntilThatIsDeleted() {
    String reference = volumes.plant(owner(web));
    world.time.advance(LONG);
    assertThat(it.orphans()).isEmpty();
    it.node.done(it.node.act(web.id(), MachineAction.DELETE).operation().id());
    assertThat(found().reference()).isEqualTo(reference);
    assertThat(found().reason()).contains("was deleted");
  }

  @Test
  void whatAnotherControlPlaneOwnsOrNobodyTaggedIsNotTold() {
    OwnerTag theirs = new OwnerTag("cp-other", "default", "vm-1", operation(Duration.ofDays(2)));
    volumes.plant(theirs);
    snapshots.plant(theirs);
    volumes.retag(volumes.plant(theirs), Map.of("team", "b"));
    world.time.advance(LONG);
    assertThat(it.orphans()).isEmpty();
  }

  @Test
  void whatIsYoungOrOfAnOperationUnderWayIsNone() {
    world.cloud.takesToMake(Duration.ofHours(1));
    Machine slow = it.node.create("slow", null).machine();
    volumes.plant(owner(slow));
    snapshots.plant(owner(slow));
    OwnerTag young =
        new OwnerTag(controlPlane(), "default", "vm-young", operation(Duration.ofMinutes(1)));
    volumes.plant(young);
    snapshots.plant(young);
    world.time.advance(Duration.ofMinutes(10));
    assertThat(it.node.operation(slow.operation()).done()).isFalse();
    assertThat(it.orphans()).isEmpty();
    world.time.advance(Duration.ofMinutes(15));
    assertThat(it.orphans())
        .hasSize(2)
        .allSatisfy(orphan -> assertThat(orphan.machine()).isEqualTo("vm-young"));
  }

  @Test
  void aSnapshotThatTheRecordOfItsMachineListsIsNoneAndAnotherOneIs() {
    it.node.done(
        it.node
            .answer(it.node.snapshots.create(World.caller(), web.id(), "kept", null))
            .operation()
            .id());
    world.time.advance(LONG);
    assertThat(snapshots.existing()).hasSize(1);
    assertThat(it.orphans()).isEmpty();
    String stray = snapshots.plant(owner(web));
    assertThat(found().reference()).isEqualTo(stray);
    assertThat(found().reason()).contains("has no such snapshot");
    assertThat(it.orphans()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = ResourceType.class,
      names = {"VOLUME", "SNAPSHOT"})
  void oneIsDeletedWithoutAQuarantineAfterADryRunThatTouchesNothing(ResourceType resource) {
    String reference =
        resource == ResourceType.VOLUME ? volumes.plant(lost()) : snapshots.plant(lost());
    Orphan orphan = found();
    assertThat(problem(orphan, OrphanAction.QUARANTINE).code()).isEqualTo("no-quarantine");
    assertThat(problem(orphan, OrphanAction.RELEASE).code()).isEqualTo("no-quarantine");
    OrphanAnswer dry =
        it.eventually(
            it.node
                .inventory
                .orphans()
                .act(World.caller(), orphan.id(), OrphanAction.DELETE, RequestOptions.DRY_RUN));
    assertThat(dry.operation()).isNull();
    assertThat(dry.effect()).contains(resource.wireName()).contains(reference).contains("GiB");
    world.time.advance(SOON);
    assertThat(existing()).containsExactly(reference);

    Operation delete = done(act(orphan));
    assertThat(delete.kind()).isEqualTo(OperationKind.DELETE_ORPHAN);
    assertThat(delete.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(existing()).isEmpty();
    world.time.advance(SOON);
    assertThat(it.orphans()).isEmpty();
  }

  @Test
  void askedTwiceIsDeletedOnce() {
    volumes.plant(lost());
    Orphan orphan = found();
    world.cloud.next("deleteVolume", new Behaviour.LateReply(Duration.ofSeconds(5)));
    String first = operation(act(orphan));
    assertThat(operation(act(orphan))).isEqualTo(first);
    assertThat(it.node.done(first).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(calls("deleteVolume")).isEqualTo(1);
    assertThat(problem(orphan, OrphanAction.DELETE).code()).isEqualTo("orphan-changed");
  }

  @Test
  void oneThatWasAttachedSinceIsLeftAlone() {
    String reference = volumes.plant(lost());
    Orphan orphan = found();
    volumes.attach(reference, "i-of-somebody");
    assertThat(problem(orphan, OrphanAction.DELETE).code()).isEqualTo("orphan-changed");
    assertThat(calls("deleteVolume")).isZero();
  }

  @Test
  void oneThatIsAttachedBeforeItsTurnIsLeftAloneAndCanBeAskedForAgain() {
    String reference = volumes.plant(lost());
    Orphan orphan = found();
    // The look of the request is answered, and the one of the operation only when it is attached.
    world.cloud.next(
        "describeVolume",
        new Behaviour.LateReply(Duration.ZERO),
        Behaviour.Refuse.of(Category.THROTTLED));
    String operation = operation(act(orphan));
    volumes.attach(reference, "i-of-somebody");
    Operation failed = it.node.done(operation);
    assertThat(World.error(failed).code()).isEqualTo("orphan-changed");
    assertThat(calls("deleteVolume")).isZero();
    volumes.attach(reference, null);
    assertThat(done(act(found())).state()).isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void aDeleteWhoseReplyIsLostIsFinishedByANodeThatTakesItUp() {
    volumes.plant(lost());
    Orphan orphan = found();
    world.cloud.next("deleteVolume", new Behaviour.LoseReply());
    String operation = operation(act(orphan));
    world.time.until(() -> calls("deleteVolume") == 1, SOON);
    it.node.kill();
    world.time.advance(Duration.ofMinutes(2));
    Inventoried next = new Inventoried(world);
    assertThat(next.node.done(operation).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(volumes.existing()).isEmpty();
    assertThat(calls("deleteVolume")).isEqualTo(1);
  }

  @Test
  void aDeleteThatWasNotSentIsSentByANodeThatTakesItUp() {
    snapshots.plant(lost());
    Orphan orphan = found();
    world.cloud.next("deleteSnapshot", new Behaviour.LoseRequest());
    String operation = operation(act(orphan));
    world.time.until(() -> calls("deleteSnapshot") == 1, SOON);
    it.node.kill();
    world.time.advance(Duration.ofMinutes(2));
    Inventoried next = new Inventoried(world);
    assertThat(next.node.done(operation).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(snapshots.existing()).isEmpty();
  }

  @Test
  void coverageTellsWhereTheListsDoNotReach() {
    World other = new World();
    other.cloud.lacks(Capability.VOLUMES, "This cloud has no volumes of its own.");
    Inventoried there = new Inventoried(other);
    other.time.advance(SOON);
    assertThat(coverage(there, "volumes"))
        .isNotEmpty()
        .allSatisfy(
            each -> {
              assertThat(each.extent()).isEqualTo(Coverage.Extent.NONE);
              assertThat(each.reason()).isEqualTo("This cloud has no volumes of its own.");
            });
    assertThat(other.cloud.calls()).doesNotContain("listVolumes");
    assertThat(coverage(there, "snapshots"))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.extent()).isEqualTo(Coverage.Extent.FULL));
  }

  @Test
  void aListThatFailsIsToldAndWhatIsKnownStays() {
    String reference = volumes.plant(lost());
    found();
    world.cloud.next(
        "listVolumes",
        Behaviour.Refuse.of(Category.DENIED),
        Behaviour.Refuse.of(Category.DENIED),
        Behaviour.Refuse.of(Category.DENIED),
        Behaviour.Refuse.of(Category.DENIED));
    world.time.until(
        () ->
            coverage("volumes").stream().anyMatch(each -> each.extent() == Coverage.Extent.PARTIAL),
        SOON);
    assertThat(coverage("volumes"))
        .filteredOn(each -> each.region().equals("r1"))
        .allSatisfy(each -> assertThat(each.reason()).contains("DENIED"));
    assertThat(it.orphans()).extracting(Orphan::reference).containsExactly(reference);
    world.time.until(
        () -> coverage("volumes").stream().allMatch(each -> each.extent() == Coverage.Extent.FULL),
        LONG);
  }

  @Test
  void listsTakeOneCallForEachPageAndInterval() {
    for (int i = 0; i < 7; i++) {
      volumes.plant(lost());
      snapshots.plant(lost());
    }
    volumes.pages(3);
    snapshots.pages(3);
    world.time.until(() -> it.orphans().size() == 14, LONG);
    int volumesBefore = calls("listVolumes");
    int snapshotsBefore = calls("listRegionSnapshots");
    world.time.advance(Duration.ofMinutes(20));
    // Three pages in a region with machines, one in an empty one, a pause of 54 seconds at least.
    int most = 3 * (20 * 60 / 54 + 1) + 4;
    assertThat(calls("listVolumes") - volumesBefore).isBetween(3 * 15, most);
    assertThat(calls("listRegionSnapshots") - snapshotsBefore).isBetween(3 * 15, most);
  }

  @Test
  void aSnapshotThatSeveralPagesTellOfIsOneWithTheSizeOfAllItsParts() {
    snapshots.plant(lost());
    snapshots.pages(1);
    snapshots.parts(3);
    assertThat(found().sizeGib()).isEqualTo(60);
    assertThat(it.orphans()).hasSize(1);
  }

  @Test
  void listsAreFilteredByResource() {
    volumes.plant(lost());
    snapshots.plant(lost());
    world.cloud.plant(null, lost());
    world.time.until(() -> it.orphans().size() == 3, LONG);
    for (ResourceType resource : ResourceType.values()) {
      OrphanReport report =
          it.node.answer(
              it.node
                  .inventory
                  .orphans()
                  .list(World.caller(), new OrphanQuery(resource, null, null, null, 100, null)));
      assertThat(report.items()).extracting(Orphan::resource).containsExactly(resource);
      assertThat(report.total()).isEqualTo(1);
    }
  }

  private List<String> existing() {
    return volumes.existing().isEmpty() ? snapshots.existing() : volumes.existing();
  }

  private List<Coverage> coverage(String resource) {
    return coverage(it, resource);
  }

  private static List<Coverage> coverage(Inventoried where, String resource) {
    return where.report().coverage().stream()
        .filter(each -> each.resource().equals(resource))
        .toList();
  }

  private int calls(String action) {
    return (int) world.cloud.calls().stream().filter(action::equals).count();
  }

  private Orphan found() {
    world.time.until(() -> !it.orphans().isEmpty(), Duration.ofHours(1));
    return it.orphans().get(0);
  }

  private String controlPlane() {
    return it.node.controlPlane.get().id();
  }

  private OwnerTag lost() {
    return new OwnerTag(controlPlane(), "default", "vm-lost", operation(Duration.ofDays(2)));
  }

  private OwnerTag owner(Machine machine) {
    return new OwnerTag(controlPlane(), "default", machine.id(), machine.operation());
  }

  private String operation(Duration age) {
    return IdentifierGenerator.lowest("op", world.time.instant().minus(age));
  }

  private OrphanAnswer act(Orphan orphan) {
    return it.eventually(
        it.node
            .inventory
            .orphans()
            .act(World.caller(), orphan.id(), OrphanAction.DELETE, RequestOptions.NONE));
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
