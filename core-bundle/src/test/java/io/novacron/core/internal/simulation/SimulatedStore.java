package io.novacron.core.internal.simulation;

import io.novacron.api.store.Claim;
import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Ownership;
import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoreStatistics;
import io.novacron.api.store.StoreUnavailableException;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.store.contract.InMemoryStateStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The store that all nodes share. Each node sees it through a connection of its own: answers take
 * time, and a commit can be refused, be applied and not acknowledged, or be cut short by the death
 * of its node before or after it was applied.
 */
final class SimulatedStore {
  final InMemoryStateStore memory;
  private final VirtualTime.Process network;
  private final Chance chance;
  private final Scenario scenario;
  private final Checks checks;
  private boolean faulty = true;

  SimulatedStore(VirtualTime time, Chance chance, Scenario scenario, Checks checks) {
    memory = new InMemoryStateStore(time);
    network = time.process();
    this.chance = chance;
    this.scenario = scenario;
    this.checks = checks;
  }

  /** From now on it does as it is told, and soon. */
  void heal() {
    faulty = false;
  }

  private Duration pause() {
    return faulty && chance.in(scenario.storeSlow())
        ? chance.between(Duration.ofMillis(50), Duration.ofSeconds(2))
        : chance.between(Duration.ofNanos(50_000), Duration.ofMillis(2));
  }

  /** The store as one node sees it. */
  final class Connection implements StateStore, Ownership {
    private final SimulatedNode node;

    Connection(SimulatedNode node) {
      this.node = node;
    }

    @Override
    public CompletionStage<List<StoredRecord>> commit(Transaction transaction) {
      CompletableFuture<List<StoredRecord>> result = new CompletableFuture<>();
      String kind = transaction.mutations().get(0).key().kind();
      if (!node.alive() || node.reach("before commit of " + kind)) {
        return result;
      }
      boolean refused = faulty && chance.in(scenario.storeRefuses());
      boolean forgotten = faulty && chance.in(scenario.storeForgets());
      boolean diesWithNode = chance.in(0.5);
      network.after(
          pause(),
          () -> {
            if (!node.alive() && diesWithNode) {
              return;
            }
            if (refused) {
              fail(result, "it was not applied");
              return;
            }
            apply(transaction, result, kind, forgotten);
          });
      return result;
    }

    private void apply(
        Transaction transaction,
        CompletableFuture<List<StoredRecord>> result,
        String kind,
        boolean forgotten) {
      Map<Key, Optional<StoredRecord>> before = checks.before(transaction);
      memory
          .commit(transaction)
          .whenComplete(
              (written, failure) -> {
                if (written != null) {
                  checks.applied(node.name(), transaction, before);
                }
                if (node.reach("after commit of " + kind)) {
                  return;
                }
                if (written != null && forgotten) {
                  fail(result, "its acknowledgement was lost");
                } else if (written == null) {
                  node.process().after(pause(), () -> result.completeExceptionally(failure));
                } else {
                  node.process().after(pause(), () -> result.complete(written));
                }
              });
    }

    private void fail(CompletableFuture<?> result, String why) {
      node.process()
          .after(
              pause(),
              () ->
                  result.completeExceptionally(
                      new StoreUnavailableException("the simulated store: " + why, null)));
    }

    private <T> CompletionStage<T> answer(Supplier<CompletionStage<T>> question) {
      CompletableFuture<T> result = new CompletableFuture<>();
      if (!node.alive()) {
        return result;
      }
      network.after(
          pause(),
          () ->
              question
                  .get()
                  .whenComplete(
                      (found, failure) ->
                          node.process()
                              .after(
                                  pause(),
                                  () -> {
                                    if (failure == null) {
                                      result.complete(found);
                                    } else {
                                      result.completeExceptionally(failure);
                                    }
                                  })));
      return result;
    }

    private <T> CompletionStage<T> read(Supplier<CompletionStage<T>> question) {
      boolean refused = faulty && chance.in(scenario.storeRefuses());
      return answer(
          refused
              ? () ->
                  CompletableFuture.failedFuture(
                      new StoreUnavailableException("the simulated store cannot be read", null))
              : question);
    }

    @Override
    public CompletionStage<Optional<StoredRecord>> get(Key key) {
      return read(() -> memory.get(key));
    }

    @Override
    public CompletionStage<Page<StoredRecord>> query(Query query) {
      return read(() -> memory.query(query));
    }

    @Override
    public StoreStatistics statistics() {
      return memory.statistics();
    }

    @Override
    public CompletionStage<Map<Integer, Claim>> claim(
        Set<Integer> shards, String nodeName, Duration lease) {
      return answer(() -> memory.claim(shards, nodeName, lease));
    }

    @Override
    public CompletionStage<Map<Integer, Claim>> renew(Set<Claim> held, Duration lease) {
      return answer(() -> memory.renew(held, lease));
    }

    @Override
    public CompletionStage<Void> release(Set<Claim> held) {
      return answer(() -> memory.release(held));
    }

    @Override
    public CompletionStage<List<Claim>> claims() {
      return answer(memory::claims);
    }
  }

  /** What a mutation writes over. */
  Optional<StoredRecord> now(Mutation mutation) {
    return memory.get(mutation.key()).toCompletableFuture().join();
  }
}
