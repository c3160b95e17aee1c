package io.novacron.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.store.Claim;
import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Ownership;
import io.novacron.api.store.StaleClaimException;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every ownership does. Extend it and give it a store with its ownership; tests may share one.
 * Each test begins by taking its shards from whoever held them.
 */
public abstract class OwnershipContract {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final int SHARD = 17;
  private static final int ANOTHER_SHARD = 18;

  /** The ownership that is tested. */
  protected abstract Ownership ownership();

  /** The store that the ownership fences. */
  protected abstract StateStore store();

  /** The clock that both use. */
  protected abstract SettableClock clock();

  @Test
  void aClaimCarriesItsNodeItsLeaseAndAnEpoch() {
    Claim claim = takeAfterAll("node-1");

    assertThat(claim.shard()).isEqualTo(SHARD);
    assertThat(claim.node()).isEqualTo("node-1");
    assertThat(claim.epoch()).isPositive();
    assertThat(claim.leaseUntil()).isEqualTo(clock().instant().plus(LEASE));
    assertThat(Stages.await(ownership().claims())).contains(claim);
  }

  @Test
  void aShardThatAnotherNodeHoldsIsNotTaken() {
    Claim held = takeAfterAll("node-1");

    assertThat(take("node-2", SHARD)).isEmpty();

    assertThat(Stages.await(ownership().claims())).contains(held);
  }

  @Test
  void aShardIsTakenWhenItsLeaseHasEnded() {
    Claim held = takeAfterAll("node-1");
    clock().advance(LEASE.minusMillis(1));
    assertThat(take("node-2", SHARD)).isEmpty();

    clock().advance(Duration.ofMillis(1));

    assertThat(obtain("node-2").epoch()).isGreaterThan(held.epoch());
  }

  @Test
  void aNodeTakesItsOwnShardsAnewWithANewEpoch() {
    Claim held = takeAfterAll("node-1");

    Claim again = obtain("node-1");

    assertThat(again.epoch()).isEqualTo(held.epoch() + 1);
    assertThat(renew(held)).isEmpty();
  }

  @Test
  void renewingKeepsTheEpochAndMovesTheEnd() {
    Claim held = takeAfterAll("node-1");
    clock().advance(Duration.ofSeconds(20));

    Claim renewed = of(renew(held));

    assertThat(renewed.epoch()).isEqualTo(held.epoch());
    assertThat(renewed.leaseUntil()).isEqualTo(clock().instant().plus(LEASE));
    clock().advance(Duration.ofSeconds(20));
    assertThat(take("node-2", SHARD)).isEmpty();
  }

  @Test
  void renewingOneClaimProlongsAllThatItsNodeHolds() {
    Claim held = takeAfterAll("node-1");
    assertThat(take("node-1", ANOTHER_SHARD)).hasSize(1);
    clock().advance(Duration.ofSeconds(20));

    renew(held);

    clock().advance(Duration.ofSeconds(20));
    assertThat(take("node-2", ANOTHER_SHARD)).isEmpty();
    clock().advance(Duration.ofSeconds(10));
    assertThat(take("node-2", ANOTHER_SHARD)).hasSize(1);
  }

  @Test
  void renewingALostClaimProlongsNothing() {
    Claim lost = takeAfterAll("node-1");
    assertThat(take("node-1", ANOTHER_SHARD)).hasSize(1);
    Stages.await(ownership().release(Set.of(lost)));
    clock().advance(Duration.ofSeconds(20));

    assertThat(renew(lost)).isEmpty();

    clock().advance(Duration.ofSeconds(10));
    assertThat(take("node-2", ANOTHER_SHARD)).hasSize(1);
  }

  @Test
  void aShorterRenewalMovesNoEndBack() {
    Claim held = takeAfterAll("node-1");
    Claim renewed = of(renew(held));

    Map<Integer, Claim> shorter =
        Stages.await(ownership().renew(Set.of(renewed), Duration.ofSeconds(1)));

    assertThat(of(shorter)).isEqualTo(renewed);
    clock().advance(LEASE.minusMillis(1));
    assertThat(take("node-2", SHARD)).isEmpty();
  }

  @Test
  void aLateHolderRenewsWhenNobodyTookItsShard() {
    Claim held = takeAfterAll("node-1");
    clock().advance(LEASE.multipliedBy(3));

    assertThat(renew(held)).containsKey(SHARD);
  }

  @Test
  void aClaimThatWasLostIsNotRenewed() {
    Claim lost = takeAfterAll("node-1");
    clock().advance(LEASE);
    take("node-2", SHARD);

    assertThat(renew(lost)).isEmpty();
  }

  @Test
  void aClaimThatWasGivenBackIsFreeAtOnceAndNeverGoodAgain() {
    Claim held = takeAfterAll("node-1");

    Stages.await(ownership().release(Set.of(held)));

    assertThat(renew(held)).isEmpty();
    assertThatThrownBy(() -> write(held)).isInstanceOf(StaleClaimException.class);
    Claim next = obtain("node-2");
    assertThat(next.epoch()).isGreaterThan(held.epoch());
  }

  @Test
  void givingBackALostClaimChangesNothing() {
    Claim lost = takeAfterAll("node-1");
    clock().advance(LEASE);
    Claim current = obtain("node-2");

    Stages.await(ownership().release(Set.of(lost)));

    assertThat(renew(current)).containsKey(SHARD);
  }

  @Test
  void theHolderWrites() {
    Claim held = takeAfterAll("node-1");
    write(held);
    clock().advance(Duration.ofSeconds(10));
    renew(held);

    // The lease that a claim shows may be old; its epoch decides.
    write(held);
  }

  @Test
  void aFormerHolderWritesNothing() {
    Claim lost = takeAfterAll("node-1");
    clock().advance(LEASE);
    Claim current = obtain("node-2");

    assertThatThrownBy(() -> write(lost)).isInstanceOf(StaleClaimException.class);

    write(current);
  }

  @Test
  void aClaimThatNobodyGaveIsRefused() {
    Claim held = takeAfterAll("node-1");

    assertThatThrownBy(() -> write(new Claim(SHARD, "node-1", held.epoch() + 1, held.leaseUntil())))
        .isInstanceOf(StaleClaimException.class);
    assertThatThrownBy(() -> write(new Claim(SHARD, "node-2", held.epoch(), held.leaseUntil())))
        .isInstanceOf(StaleClaimException.class);
  }

  @Test
  void allShardsAreTakenRenewedAndGivenBackAtOnce() {
    Set<Integer> all = IntStream.range(0, Ownership.SHARDS).boxed().collect(Collectors.toSet());
    takeAfterAll("node-1");
    clock().advance(LEASE);

    Map<Integer, Claim> taken = Stages.await(ownership().claim(all, "node-2", LEASE));
    clock().advance(Duration.ofSeconds(10));
    Map<Integer, Claim> renewed =
        Stages.await(ownership().renew(Set.copyOf(taken.values()), LEASE));

    assertThat(taken).hasSize(Ownership.SHARDS);
    assertThat(renewed.values())
        .hasSize(Ownership.SHARDS)
        .allSatisfy(
            claim -> assertThat(claim.leaseUntil()).isEqualTo(clock().instant().plus(LEASE)));
    assertThat(Stages.await(ownership().claims())).containsExactlyElementsOf(renewed.values());
    Stages.await(ownership().release(Set.copyOf(renewed.values())));
    assertThat(Stages.await(ownership().claim(all, "node-3", LEASE))).hasSize(Ownership.SHARDS);
  }

  @Test
  void oneOfManyNodesWinsAShard() {
    takeAfterAll("node-0");
    clock().advance(LEASE);
    List<CompletionStage<Map<Integer, Claim>>> attempts = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      attempts.add(ownership().claim(Set.of(SHARD), "node-" + i, LEASE));
    }

    List<Claim> won =
        attempts.stream().flatMap(stage -> Stages.await(stage).values().stream()).toList();

    assertThat(won).hasSize(1);
    assertThat(Stages.await(ownership().claims())).contains(won.get(0));
  }

  private Map<Integer, Claim> take(String node, int shard) {
    return Stages.await(ownership().claim(Set.of(shard), node, LEASE));
  }

  private Map<Integer, Claim> renew(Claim claim) {
    return Stages.await(ownership().renew(Set.of(claim), LEASE));
  }

  private Claim obtain(String node) {
    return of(take(node, SHARD));
  }

  private static Claim of(Map<Integer, Claim> claims) {
    assertThat(claims).containsOnlyKeys(SHARD);
    return claims.values().iterator().next();
  }

  /** Takes a shard whoever held it. */
  private Claim takeAfterAll(String node) {
    clock().advance(LEASE.multipliedBy(10));
    return obtain(node);
  }

  private void write(Claim fence) {
    StoreFixture fixture = new StoreFixture(store());
    for (int i = 0; ; i++) {
      String partitionKey = "p" + i;
      if (Ownership.shardOf(fixture.tenant, partitionKey) == fence.shard()) {
        Key key = fixture.key(partitionKey, "id");
        Mutation write = fixture.put(key, Mutation.ABSENT, "fenced");
        Stages.await(store().commit(Transaction.of(write).fencedBy(fence)));
        assertThat(fixture.value(key)).isEqualTo("fenced");
        return;
      }
    }
  }
}
