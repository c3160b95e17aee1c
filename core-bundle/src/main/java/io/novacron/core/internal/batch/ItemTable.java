package io.novacron.core.internal.batch;

import io.novacron.api.error.Problem;
import io.novacron.api.operation.Children;
import io.novacron.api.operation.ItemResult;
import io.novacron.api.operation.ItemResult.State;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.StoredRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far all items of a batch are, and which of that is not written yet. Not thread-safe. */
final class ItemTable {
  private static final int MOST_FIELDS = 10;

  private final String tenant;
  private final String batch;
  private final ItemResult[] results;
  private final long[] revisions;
  private final BitSet dirty = new BitSet();
  private final Map<State, Integer> counts = new EnumMap<>(State.class);

  ItemTable(String tenant, String batch, int items) {
    this.tenant = tenant;
    this.batch = batch;
    results = new ItemResult[items];
    revisions = new long[records(items)];
    for (int i = 0; i < items; i++) {
      results[i] = queued(i);
    }
    counts.put(State.QUEUED, items);
  }

  /** In how many records the results of so many items are kept. */
  static int records(int items) {
    return (items + BatchRecords.RESULTS - 1) / BatchRecords.RESULTS;
  }

  static ItemResult queued(int index) {
    return new ItemResult(index, State.QUEUED, null, null, null, null, null);
  }

  /** Takes over what a record says. */
  void load(int number, Optional<StoredRecord> stored) {
    stored.ifPresent(
        record -> {
          revisions[number] = record.revision();
          BatchRecords.readResults(record).forEach(this::replace);
        });
  }

  int size() {
    return results.length;
  }

  ItemResult get(int index) {
    return results[index];
  }

  int count(State state) {
    return counts.getOrDefault(state, 0);
  }

  /** Whether no item is queued or running. */
  boolean ended() {
    return count(State.QUEUED) + count(State.RUNNING) == 0;
  }

  Children children() {
    int done = size() - count(State.QUEUED) - count(State.RUNNING);
    int failed = (int) Arrays.stream(results).filter(result -> result.error() != null).count();
    return new Children(size(), done, failed);
  }

  /** The error of the first item that failed. */
  @Nullable Problem firstError() {
    return Arrays.stream(results)
        .filter(result -> result.state() != State.SKIPPED && result.error() != null)
        .map(ItemResult::error)
        .findFirst()
        .orElse(null);
  }

  List<ItemResult> in(State state) {
    return Arrays.stream(results).filter(result -> result.state() == state).toList();
  }

  /** The item is about a machine that exists. */
  void about(int index, String machine) {
    set(new ItemResult(index, results[index].state(), null, machine, null, null, null));
  }

  void running(int index, String operation, String machine) {
    set(new ItemResult(index, State.RUNNING, operation, machine, null, null, null));
  }

  void succeeded(int index) {
    ItemResult now = results[index];
    set(new ItemResult(index, State.SUCCEEDED, now.operation(), now.machine(), null, null, null));
  }

  void failed(int index, Problem error) {
    ItemResult now = results[index];
    set(
        new ItemResult(
            index, State.FAILED, now.operation(), now.machine(), shortened(error), null, null));
  }

  void skipped(int index, Problem why) {
    set(new ItemResult(index, State.SKIPPED, null, null, why, null, null));
  }

  /** The item is being undone, or was. */
  void undo(int index, State state, String operation, @Nullable Problem undoError) {
    ItemResult now = results[index];
    set(
        new ItemResult(
            index,
            state,
            now.operation(),
            now.machine(),
            now.error(),
            operation,
            undoError == null ? null : shortened(undoError)));
  }

  /** Whether something is not written yet. */
  boolean dirty() {
    return !dirty.isEmpty();
  }

  /** The writes of what is not written yet. */
  List<Mutation.Put> writes() {
    List<Mutation.Put> puts = new ArrayList<>();
    dirty.stream()
        .forEach(
            number ->
                puts.add(
                    BatchRecords.putResults(
                        tenant,
                        batch,
                        number,
                        revisions[number],
                        Arrays.asList(results)
                            .subList(
                                number * BatchRecords.RESULTS,
                                Math.min(size(), (number + 1) * BatchRecords.RESULTS)))));
    dirty.clear();
    return puts;
  }

  /** The writes are durable. */
  void written(List<StoredRecord> records) {
    for (StoredRecord record : records) {
      int number = Integer.parseInt(record.key().id().substring(batch.length() + 1));
      revisions[number] = record.revision();
    }
  }

  private void set(ItemResult result) {
    replace(result);
    dirty.set(result.index() / BatchRecords.RESULTS);
  }

  private void replace(ItemResult result) {
    counts.merge(results[result.index()].state(), -1, Integer::sum);
    counts.merge(result.state(), 1, Integer::sum);
    results[result.index()] = result;
  }

  /** A record holds fifty results, so none may be large. */
  private static Problem shortened(Problem problem) {
    return problem.errors().size() <= MOST_FIELDS
        ? problem
        : problem.toBuilder().errors(problem.errors().subList(0, MOST_FIELDS)).build();
  }
}
