package io.novacron.api.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransactionTest {
  @Test
  void aTransactionStaysWithinOnePartitionKey() {
    assertThatThrownBy(() -> Transaction.of(put("a", "one"), put("b", "two")))
        .hasMessageContaining("within one tenant and partition key");
  }

  @Test
  void aKeyIsChangedOnce() {
    assertThatThrownBy(() -> Transaction.of(put("a", "one"), put("a", "one")))
        .hasMessageContaining("changes a key once");
  }

  @Test
  void anEmptyTransactionIsRefused() {
    assertThatThrownBy(() -> new Transaction(List.of(), null))
        .hasMessageContaining("1 to 64 mutations but this has 0");
  }

  @Test
  void aClaimForAnotherShardIsRefused() {
    Transaction transaction = Transaction.of(put("a", "one"));
    int shard = Ownership.shardOf("default", "a");
    Claim other = new Claim((shard + 1) % Ownership.SHARDS, "node-1", 1, Instant.EPOCH);

    assertThatThrownBy(() -> transaction.fencedBy(other)).hasMessageContaining("another shard");
    assertThat(transaction.fencedBy(new Claim(shard, "node-1", 1, Instant.EPOCH)).claim())
        .isNotNull();
  }

  @Test
  void shardsAreFixedForEverAndUsedEvenly() {
    assertThat(Ownership.shardOf("default", "vm-1"))
        .isEqualTo(Ownership.shardOf("default", "vm-1"));
    Integer[] used = new Integer[Ownership.SHARDS];
    Arrays.fill(used, 0);
    for (int i = 0; i < 256_000; i++) {
      used[Ownership.shardOf("default", "vm-" + i)]++;
    }
    assertThat(used).allSatisfy(count -> assertThat(count).isBetween(700, 1_300));
  }

  private static Mutation put(String partitionKey, String id) {
    return new Mutation.Put(
        new Key("default", "machine", partitionKey, id), Mutation.ABSENT, 1, Map.of(), new byte[0]);
  }
}
