package io.novacron.core.internal.retention;

import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.Operation;
import io.novacron.api.placement.Decision;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.inventory.DriftRecords;
import io.novacron.core.internal.machine.IdempotencyKeys;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.operation.MachineRecords;
import io.novacron.core.internal.placement.DecisionRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Says of each record whether it may go, and what goes with it. Kept are, however old: operations
 * that are not done or whose whole is not, the latest operation of a machine that is not deleted,
 * and decisions that such a machine refers to. Immutable; reads the store only.
 */
final class RetentionRules {
  /** Kinds of records that lie beside a batch, under its id as the beginning of theirs. */
  private static final List<String> PARTS = List.of("batch-request", "batch-result");

  private final StateStore store;
  private final RetentionSettings settings;
  private final Instant now;

  RetentionRules(StateStore store, RetentionSettings settings, Instant now) {
    this.store = store;
    this.settings = settings;
    this.now = now;
  }

  /** A key, once it holds no longer. */
  CompletionStage<List<StoredRecord>> key(StoredRecord record) {
    Instant expired = IdempotencyKeys.reservedAt(record).plus(settings.keys());
    return CompletableFuture.completedFuture(expired.isBefore(now) ? List.of(record) : List.of());
  }

  /** The answer to a request with a key, once that holds no longer. */
  CompletionStage<List<StoredRecord>> receipt(StoredRecord record) {
    Instant expired = IdempotencyKeys.writtenAt(record).plus(settings.keys());
    return CompletableFuture.completedFuture(expired.isBefore(now) ? List.of(record) : List.of());
  }

  /** A machine that was deleted, with its operations, differences and decisions. */
  CompletionStage<List<StoredRecord>> machine(StoredRecord record) {
    Machine machine = MachineRecords.read(record);
    if (machine.status().state() != MachineState.DELETED) {
      return CompletableFuture.completedFuture(List.of());
    }
    String tenant = machine.tenant();
    return all(Query.of(tenant, Journal.KIND).withAttributes(Map.of("target", machine.id())))
        .thenCompose(
            operations -> {
              boolean old =
                  operations.stream().map(Journal::operation).allMatch(this::isOverAndOld)
                      && isOld(
                          machine.status().observedAt() == null
                              ? machine.createdAt()
                              : machine.status().observedAt());
              if (!old) {
                return CompletableFuture.completedFuture(List.<StoredRecord>of());
              }
              Query differences =
                  Query.of(tenant, DriftRecords.KIND)
                      .withAttributes(Map.of(DriftRecords.MACHINE, machine.id()));
              return decision(machine)
                  .thenCombine(
                      all(differences),
                      (decision, drifts) -> {
                        List<StoredRecord> all = new ArrayList<>(operations);
                        all.addAll(drifts);
                        decision.ifPresent(all::add);
                        // Last, so that a crash before leaves something that is found again.
                        all.add(record);
                        return all;
                      });
            });
  }

  private CompletionStage<Optional<StoredRecord>> decision(Machine machine) {
    String id = machine.decision();
    return id == null
        ? CompletableFuture.completedFuture(Optional.empty())
        : store.get(DecisionRecords.key(machine.tenant(), machine.id(), id));
  }

  /** An operation that ended long ago. */
  CompletionStage<List<StoredRecord>> operation(StoredRecord record) {
    Operation operation = Journal.operation(record);
    if (!isOverAndOld(operation)) {
      return CompletableFuture.completedFuture(List.of());
    }
    return isLatest(operation)
        .thenCombine(hasLiveParent(operation), (latest, live) -> latest || live)
        .thenCompose(
            kept -> {
              if (kept) {
                return CompletableFuture.completedFuture(List.<StoredRecord>of());
              }
              return record.key().partitionKey().equals(record.key().id())
                  ? withParts(record)
                  : CompletableFuture.completedFuture(List.of(record));
            });
  }

  private CompletionStage<Boolean> isLatest(Operation operation) {
    return store
        .get(MachineRecords.key(operation.tenant(), operation.target()))
        .thenApply(
            found ->
                found
                    .map(MachineRecords::read)
                    .filter(machine -> machine.status().state() != MachineState.DELETED)
                    .filter(machine -> machine.operation().equals(operation.id()))
                    .isPresent());
  }

  private CompletionStage<Boolean> hasLiveParent(Operation operation) {
    String parent = operation.parent();
    if (parent == null) {
      return CompletableFuture.completedFuture(false);
    }
    Query one =
        Query.of(operation.tenant(), Journal.KIND)
            .withAttributes(Map.of("id", parent))
            .withLimit(1);
    return store
        .query(one)
        .thenApply(
            page -> page.items().stream().map(Journal::operation).anyMatch(found -> !found.done()));
  }

  private CompletionStage<List<StoredRecord>> withParts(StoredRecord batch) {
    String id = batch.key().id();
    CompletionStage<List<StoredRecord>> found = CompletableFuture.completedFuture(List.of());
    for (String kind : PARTS) {
      // The ids are that of the batch, a point and a number; the character after the point ends
      // them.
      Query parts = Query.of(batch.key().tenant(), kind).withIds(id + ".", id + "/");
      found =
          found.thenCombine(
              all(parts),
              (before, more) -> {
                List<StoredRecord> together = new ArrayList<>(before);
                together.addAll(more);
                return together;
              });
    }
    return found.thenApply(
        parts -> {
          List<StoredRecord> together = new ArrayList<>(parts);
          together.add(batch);
          return together;
        });
  }

  /** A decision that no machine refers to. */
  CompletionStage<List<StoredRecord>> decision(StoredRecord record) {
    Decision decision = DecisionRecords.decode(record);
    if (!decision.decidedAt().plus(settings.decisions()).isBefore(now)) {
      return CompletableFuture.completedFuture(List.of());
    }
    return store
        .get(MachineRecords.key(decision.tenant(), record.key().partitionKey()))
        .thenApply(
            found ->
                found
                        .map(MachineRecords::read)
                        .filter(machine -> machine.status().state() != MachineState.DELETED)
                        .filter(machine -> decision.id().equals(machine.decision()))
                        .isPresent()
                    ? List.of()
                    : List.of(record));
  }

  private boolean isOverAndOld(Operation operation) {
    Instant end = operation.endedAt();
    return operation.done() && end != null && isOld(end);
  }

  private boolean isOld(Instant end) {
    return end.plus(settings.operations()).isBefore(now);
  }

  private CompletionStage<List<StoredRecord>> all(Query query) {
    return all(query, new ArrayList<>());
  }

  private CompletionStage<List<StoredRecord>> all(Query query, List<StoredRecord> into) {
    return store
        .query(query)
        .thenCompose(
            page -> {
              into.addAll(page.items());
              return page.nextPageToken() == null
                  ? CompletableFuture.completedFuture(into)
                  : all(query.withPageToken(page.nextPageToken()), into);
            });
  }
}
