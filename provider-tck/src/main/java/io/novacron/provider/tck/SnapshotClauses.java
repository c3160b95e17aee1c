package io.novacron.provider.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.novacron.api.error.Category;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.CloudSnapshot;
import io.novacron.api.provider.Completeness;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.SnapshotPage;
import io.novacron.api.provider.SnapshotRequest;
import io.novacron.api.provider.SnapshotState;
import io.novacron.api.provider.Snapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Snapshots, where a provider has them. */
public interface SnapshotClauses extends ContractSubject {
  @Test
  @DisplayName("T27 the facet snapshots is there exactly when the descriptor declares it")
  default void theFacetIsThereExactlyWhenItIsDeclared() {
    assertThat(session().provider().snapshots().isPresent())
        .isEqualTo(factory().descriptor().capabilities().contains(Capability.SNAPSHOTS));
  }

  @Test
  @DisplayName(
      "T01 a snapshot asked for twice with one token is one, with its owner tag from birth")
  default void aSnapshotAskedForTwiceWithOneTokenIsOne() {
    Instance machine = machine();
    SnapshotRequest request = snapshot(machine);
    String token = ContractSession.newToken();
    CloudSnapshot first = session().answer(facet().create(session().context(token), request));
    assertThat(OwnerTag.fromTags(first.tags())).contains(request.owner());
    CloudSnapshot second = session().answer(facet().create(session().context(token), request));
    assertThat(second.reference()).isEqualTo(first.reference());
    available(machine.region(), first.reference());
    assertThat(
            session()
                .answer(facet().list(session().context(), machine.region(), machine.reference())))
        .extracting(CloudSnapshot::reference)
        .containsExactly(first.reference());
  }

  @Test
  @DisplayName("T02 one token, two snapshots asked for: CONFLICT, and nothing is made")
  default void oneTokenAndAnotherRequestIsAConflict() {
    Instance machine = machine();
    String token = ContractSession.newToken();
    SnapshotRequest request = snapshot(machine);
    CloudSnapshot first = session().answer(facet().create(session().context(token), request));
    SnapshotRequest other =
        new SnapshotRequest(request.region(), request.machine(), "other", request.owner());
    assertThat(session().error(facet().create(session().context(token), other)).category())
        .isEqualTo(Category.CONFLICT);
    available(machine.region(), first.reference());
    assertThat(
            session()
                .answer(facet().list(session().context(), machine.region(), machine.reference())))
        .hasSize(1);
  }

  @Test
  @DisplayName("a snapshot is found by its token and by its owner tag, also after a restart")
  default void aSnapshotIsFoundByTokenAndOwnerTag() {
    Instance machine = machine();
    SnapshotRequest request = snapshot(machine);
    String token = ContractSession.newToken();
    CloudSnapshot made = session().answer(facet().create(session().context(token), request));
    available(machine.region(), made.reference());
    reopen(session().clock());
    List<CloudSnapshot> byToken =
        session().answer(facet().findByToken(session().context(), machine.region(), token));
    List<CloudSnapshot> byOwner =
        session()
            .answer(facet().findByOwner(session().context(), machine.region(), request.owner()));
    assertThat(byToken).extracting(CloudSnapshot::reference).contains(made.reference());
    assertThat(byOwner).extracting(CloudSnapshot::reference).contains(made.reference());
    assertThat(byOwner)
        .filteredOn(snapshot -> snapshot.reference().equals(made.reference()))
        .allSatisfy(
            snapshot -> assertThat(OwnerTag.fromTags(snapshot.tags())).contains(request.owner()));
  }

  @Test
  @DisplayName(
      "a stopped machine is restored from its snapshot, twice without harm; a running one is not")
  default void aStoppedMachineIsRestored() {
    Instance machine = machine();
    String region = machine.region();
    CloudSnapshot made =
        session()
            .answer(
                facet().create(session().context(ContractSession.newToken()), snapshot(machine)));
    available(region, made.reference());
    assertThat(
            session()
                .error(
                    facet()
                        .restore(
                            session().context(), region, machine.reference(), made.reference()))
                .category())
        .isEqualTo(Category.CONFLICT);
    session()
        .settled(
            region,
            session().compute().stop(session().context(), region, machine.reference(), true));
    for (int time = 0; time < 2; time++) {
      Instance restored =
          session()
              .settled(
                  region,
                  facet()
                      .restore(session().context(), region, machine.reference(), made.reference()));
      assertThat(restored.reference()).isEqualTo(machine.reference());
    }
  }

  @Test
  @DisplayName("a snapshot cannot be put on another machine")
  default void aSnapshotCannotBePutOnAnotherMachine() {
    Instance machine = machine();
    Instance other = machine();
    CloudSnapshot made =
        session()
            .answer(
                facet().create(session().context(ContractSession.newToken()), snapshot(machine)));
    available(machine.region(), made.reference());
    session()
        .settled(
            other.region(),
            session().compute().stop(session().context(), other.region(), other.reference(), true));
    assertThat(
            session()
                .error(
                    facet()
                        .restore(
                            session().context(),
                            other.region(),
                            other.reference(),
                            made.reference()))
                .category())
        .isEqualTo(Category.CONFLICT);
  }

  @Test
  @DisplayName("T08 a snapshot is deleted once and twice, also after its machine is gone")
  default void aSnapshotIsDeletedOnceAndTwice() {
    Instance machine = machine();
    CloudSnapshot made =
        session()
            .answer(
                facet().create(session().context(ContractSession.newToken()), snapshot(machine)));
    available(machine.region(), made.reference());
    session().deleted(machine.region(), machine.reference());
    assertThat(described(machine.region(), made.reference())).isPresent();
    for (int time = 0; time < 2; time++) {
      assertThat(
              session()
                  .outcome(facet().delete(session().context(), machine.region(), made.reference())))
          .isInstanceOfAny(Outcome.Done.class, Outcome.Accepted.class);
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (there(machine.region(), made.reference()) && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    assertThat(there(machine.region(), made.reference())).isFalse();
  }

  @Test
  @DisplayName("a list of a region gives its snapshots, also of machines that are gone")
  default void aListOfARegionGivesItsSnapshots() {
    Instance machine = machine();
    String region = machine.region();
    List<String> made = taken(machine, 3);
    session().deleted(region, machine.reference());
    awaitListed(region, made);
    assertThat(inRegion(region))
        .filteredOn(snapshot -> made.contains(snapshot.reference()))
        .hasSize(made.size())
        .allSatisfy(
            snapshot -> {
              assertThat(OwnerTag.fromTags(snapshot.tags()).map(OwnerTag::machine))
                  .isEqualTo(OwnerTag.fromTags(machine.tags()).map(OwnerTag::machine));
              assertThat(snapshot.sizeGib()).isPositive();
              assertThat(snapshot.region()).isEqualTo(region);
            });
  }

  @Test
  @DisplayName("a list of many snapshots comes by pages and lacks none")
  default void aListOfManySnapshotsComesByPages() {
    Instance machine = machine();
    String region = machine.region();
    awaitListed(region, taken(machine, moreThanAPage()));
    assertThat(
            session().answer(facet().listRegion(session().context(), region, null)).nextPageToken())
        .as("the first page is not the last")
        .isNotNull();
  }

  @Test
  @DisplayName("a page token that no list of snapshots gave is invalid")
  default void aPageTokenThatNoListOfSnapshotsGaveIsInvalid() {
    assumeTrue(session().provider().snapshots().isPresent(), "it has no snapshots");
    assertThat(
            session()
                .error(facet().listRegion(session().context(), request().region(), "no such page"))
                .category())
        .isEqualTo(Category.INVALID);
  }

  @Test
  @DisplayName("a snapshot of a machine that is not there is NOT_FOUND")
  default void aSnapshotOfNoMachineIsNotFound() {
    assumeTrue(session().provider().snapshots().isPresent(), "it has no snapshots");
    InstanceRequest request = request();
    assertThat(
            session()
                .error(
                    facet()
                        .create(
                            session().context(),
                            new SnapshotRequest(
                                request.region(), "nothing-0", "none", request.owner())))
                .category())
        .isEqualTo(Category.NOT_FOUND);
  }

  private List<String> taken(Instance machine, int number) {
    return Stream.generate(() -> snapshot(machine))
        .limit(number)
        .map(
            request ->
                session()
                    .answer(facet().create(session().context(ContractSession.newToken()), request))
                    .reference())
        .toList();
  }

  private void awaitListed(String region, List<String> references) {
    await()
        .atMost(factory().descriptor().visibilityBound())
        .untilAsserted(
            () ->
                assertThat(inRegion(region))
                    .extracting(CloudSnapshot::reference)
                    .containsAll(references));
  }

  /** All pages of the list, each of which must be full. */
  private List<CloudSnapshot> inRegion(String region) {
    List<CloudSnapshot> all = new ArrayList<>();
    @Nullable String next = null;
    do {
      SnapshotPage page = session().answer(facet().listRegion(session().context(), region, next));
      assertThat(page.completeness()).isInstanceOf(Completeness.Full.class);
      all.addAll(page.snapshots());
      next = page.nextPageToken();
    } while (next != null);
    return all;
  }

  private Snapshots facet() {
    return session().provider().snapshots().orElseThrow();
  }

  private Instance machine() {
    assumeTrue(session().provider().snapshots().isPresent(), "it has no snapshots");
    Instance machine = session().running(ContractSession.newToken(), request());
    ReadClauses.awaitVisible(this, machine.region(), machine.reference());
    return machine;
  }

  private static SnapshotRequest snapshot(Instance machine) {
    OwnerTag owner = OwnerTag.fromTags(machine.tags()).orElseThrow();
    return new SnapshotRequest(
        machine.region(),
        machine.reference(),
        "before-upgrade",
        new OwnerTag(
            owner.controlPlane(),
            owner.tenant(),
            owner.machine(),
            "operation-" + UUID.randomUUID()));
  }

  private Optional<CloudSnapshot> described(String region, String reference) {
    return session().answer(facet().describe(session().context(), region, reference));
  }

  private boolean there(String region, String reference) {
    return described(region, reference)
        .filter(snapshot -> snapshot.state() != SnapshotState.DELETED)
        .isPresent();
  }

  private void available(String region, String reference) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < end) {
      if (described(region, reference)
          .filter(snapshot -> snapshot.state() == SnapshotState.AVAILABLE)
          .isPresent()) {
        return;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    throw new AssertionError("snapshot " + reference + " does not become available");
  }
}
