package io.novacron.benchmarks;

import io.novacron.api.store.Claim;
import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Ownership;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/**
 * Writers that each wait for an acknowledgement before they write again, as the steps of an
 * operation do: a record is created and then changed three times, under the claim of its shard.
 */
final class JournalWriters {
  private static final int STEPS = 4;
  private static final int VALUE_BYTES = 1024;

  private final StateStore store;
  private final Map<Integer, Claim> claims;
  private final String run;
  private final byte[] value = new byte[VALUE_BYTES];
  private final Map<String, LongAdder> acknowledged;
  private final int recordsPerWrite;

  /**
   * Makes writers that have not begun.
   *
   * @param run makes their keys different from those of others
   * @param recordsPerWrite how many records each transaction writes
   * @param acknowledged counts by kind; the writers take turns in the kinds
   */
  JournalWriters(
      StateStore store,
      Map<Integer, Claim> claims,
      String run,
      int recordsPerWrite,
      Map<String, LongAdder> acknowledged) {
    this.store = store;
    this.claims = claims;
    this.run = run;
    this.recordsPerWrite = recordsPerWrite;
    this.acknowledged = acknowledged;
    new Random(42).nextBytes(value);
  }

  /** Lets so many write at once, for a while. */
  void run(int writers, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    List<String> kinds = List.copyOf(acknowledged.keySet());
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      all.add(done);
      write(kinds.get(writer % kinds.size()), writer, 0, end, done);
    }
    all.forEach(CompletableFuture::join);
  }

  private void write(String kind, int writer, long number, long end, CompletableFuture<Void> done) {
    if (System.nanoTime() >= end) {
      done.complete(null);
      return;
    }
    store
        .commit(transaction(kind, writer, number))
        .whenComplete(
            (records, failure) -> {
              if (failure != null) {
                done.completeExceptionally(failure);
                return;
              }
              acknowledged.getOrDefault(kind, new LongAdder()).increment();
              write(kind, writer, number + 1, end, done);
            });
  }

  private Transaction transaction(String kind, int writer, long number) {
    long step = number % STEPS;
    String partitionKey = run + "-" + writer + "-" + number / STEPS;
    List<Mutation> mutations = new ArrayList<>();
    for (int i = 0; i < recordsPerWrite; i++) {
      Key key = new Key("bench", kind, partitionKey, partitionKey + "-" + i);
      mutations.add(
          new Mutation.Put(
              key,
              step,
              1,
              Map.of("state", "S" + step, "machine", partitionKey, "account", "a" + writer % 8),
              value));
    }
    Claim claim = claims.get(Ownership.shardOf("bench", partitionKey));
    return new Transaction(mutations, claim);
  }

  /** A record that was written is read back; fails otherwise. */
  void verify(String kind) {
    Key key = new Key("bench", kind, run + "-0-0", run + "-0-0-0");
    StoredRecord record = store.get(key).toCompletableFuture().join().orElseThrow();
    if (record.value().length != VALUE_BYTES) {
      throw new IllegalStateException("the store gave back another value for " + key);
    }
  }
}
