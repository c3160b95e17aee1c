package io.novacron.core.internal.batch;

import io.novacron.api.event.Event;
import io.novacron.api.event.EventListener;
import io.novacron.api.operation.ItemResult;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationState;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.access.Dependency;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.operation.OperationRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Goes on with batches. Safe for use by many threads. */
public final class BatchRunner implements OperationRunner, EventListener {
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final String SUBJECT = "operation/";

  private final Dependency<ControlPlane> controlPlane;
  private final BatchTools tools;
  private final Map<String, LiveBatch> live = new ConcurrentHashMap<>();
  private final Map<String, LiveBatch> watched = new ConcurrentHashMap<>();

  /**
   * Makes a runner without batches.
   *
   * @param controlPlane what works while the state store is there
   * @param tools what batches work with
   */
  public BatchRunner(Dependency<ControlPlane> controlPlane, BatchTools tools) {
    this.controlPlane = controlPlane;
    this.tools = tools;
  }

  @Override
  public String name() {
    return BatchRecords.RUNNER;
  }

  @Override
  public boolean works(String operation) {
    return live.containsKey(operation);
  }

  /** How many batches are in work here. */
  int size() {
    return live.size();
  }

  @Override
  public void take(StoredRecord stored) {
    ControlPlane current = controlPlane.orNull();
    BatchRecord record = BatchRecords.read(stored);
    if (current == null || record.operation().done()) {
      return;
    }
    LiveBatch batch = new LiveBatch(record, current, tools, this);
    if (live.putIfAbsent(batch.id(), batch) == null) {
      batch.start();
    }
  }

  @Override
  public CompletionStage<Operation> describe(StateStore store, StoredRecord stored) {
    BatchRecord record = BatchRecords.read(stored);
    List<CompletableFuture<List<ItemResult>>> parts = new ArrayList<>();
    for (int i = 0; i < ItemTable.records(record.items()); i++) {
      int number = i;
      parts.add(
          store
              .get(BatchRecords.resultKey(record.tenant(), record.id(), number))
              .thenApply(found -> BatchRecords.readResults(found, number, record.items()))
              .toCompletableFuture());
    }
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
        .thenApply(
            all ->
                record.operation().toBuilder()
                    .items(parts.stream().flatMap(part -> part.join().stream()).toList())
                    .build());
  }

  @Override
  public Operation requireCancellable(StoredRecord stored) {
    Operation operation = BatchRecords.read(stored).operation();
    if (operation.done() && !operation.cancelRequested()) {
      throw BatchProblems.done(operation).toException();
    }
    return operation;
  }

  @Override
  public CompletionStage<Operation> cancel(StoredRecord stored, String actor) {
    Operation operation = BatchRecords.read(stored).operation();
    LiveBatch batch = live.get(operation.id());
    if (batch != null) {
      return batch.cancel(actor);
    }
    if (operation.cancelRequested()) {
      return CompletableFuture.completedFuture(operation);
    }
    if (operation.done()) {
      return CompletableFuture.failedFuture(BatchProblems.done(operation).toException());
    }
    take(stored);
    return CompletableFuture.failedFuture(BatchProblems.busy(operation.id()).toException());
  }

  @Override
  public void stop() {
    live.values().forEach(LiveBatch::close);
    live.clear();
    watched.clear();
  }

  @Override
  public void onEvent(Event event) {
    String state = event.data().get("state");
    if (event.subject().startsWith(SUBJECT)
        && state != null
        && OperationState.valueOf(state).done()) {
      String operation = event.subject().substring(SUBJECT.length());
      LiveBatch batch = watched.get(operation);
      if (batch != null) {
        batch.heard(operation);
      }
    }
  }

  void watch(String operation, LiveBatch batch) {
    watched.put(operation, batch);
  }

  void unwatch(String operation, LiveBatch batch) {
    watched.remove(operation, batch);
  }

  void left(LiveBatch batch) {
    live.remove(batch.id(), batch);
  }

  /** Reads a batch from the journal again, after a while. */
  void again(BatchRecord record, ControlPlane former) {
    tools
        .timer()
        .after(
            AGAIN,
            () ->
                former
                    .store()
                    .get(Journal.key(record.operation()))
                    .whenComplete(
                        (found, failure) -> {
                          if (controlPlane.orNull() != former) {
                            return;
                          }
                          if (found == null) {
                            again(record, former);
                          } else if (found.isPresent()
                              && former.claims().claim(record.tenant(), record.id()).isPresent()) {
                            take(found.get());
                          }
                        }));
  }
}
