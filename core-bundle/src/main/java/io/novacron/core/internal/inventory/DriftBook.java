package io.novacron.core.internal.inventory;

import io.novacron.api.inventory.Drift;
import io.novacron.api.inventory.DriftAspect;
import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The differences that are recorded, in memory, so that a list need not ask the store for each
 * machine. Safe for use by many threads.
 */
final class DriftBook {
  private static final int PAGE = 500;

  private final Map<MachineId, Map<DriftAspect, Drift>> machines = new ConcurrentHashMap<>();
  private final Executor executor;

  DriftBook(Executor executor) {
    this.executor = executor;
  }

  /** The differences of a machine, by aspect. */
  Map<DriftAspect, Drift> of(MachineId machine) {
    return machines.getOrDefault(machine, Map.of());
  }

  /**
   * What is recorded of a machine has changed.
   *
   * @param put as they were written
   * @param removed no longer there
   */
  void change(MachineId machine, List<Drift> put, List<Drift> removed) {
    machines.compute(
        machine,
        (id, before) -> {
          Map<DriftAspect, Drift> after = new EnumMap<>(DriftAspect.class);
          if (before != null) {
            after.putAll(before);
          }
          removed.forEach(drift -> after.remove(drift.aspect()));
          put.forEach(drift -> after.put(drift.aspect(), drift));
          return after.isEmpty() ? null : after;
        });
  }

  /** Reads all differences anew. */
  CompletionStage<Void> load(StateStore store) {
    machines.clear();
    return page(store, Query.of(null, DriftRecords.KIND).withLimit(PAGE));
  }

  /** Reads the differences of a machine anew, as a write of them is in doubt. */
  CompletionStage<Void> reload(StateStore store, MachineId machine) {
    Query query =
        Query.of(machine.tenant(), DriftRecords.KIND)
            .withAttributes(Map.of(DriftRecords.MACHINE, machine.id()));
    return store
        .query(query)
        .thenAcceptAsync(
            found -> {
              Map<DriftAspect, Drift> after = new EnumMap<>(DriftAspect.class);
              found.items().stream()
                  .map(DriftRecords::read)
                  .forEach(drift -> after.put(drift.aspect(), drift));
              machines.compute(machine, (id, before) -> after.isEmpty() ? null : after);
            },
            executor);
  }

  private CompletionStage<Void> page(StateStore store, Query query) {
    return store
        .query(query)
        .thenComposeAsync(
            (Page<StoredRecord> found) -> {
              for (StoredRecord stored : found.items()) {
                Drift drift = DriftRecords.read(stored);
                change(new MachineId(drift.tenant(), drift.machine()), List.of(drift), List.of());
              }
              @Nullable String next = found.nextPageToken();
              return next == null
                  ? CompletableFuture.completedFuture(null)
                  : page(store, query.withPageToken(next));
            },
            executor);
  }
}
