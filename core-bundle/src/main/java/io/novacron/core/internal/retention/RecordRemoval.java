package io.novacron.core.internal.retention;

import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Query;
import io.novacron.api.store.RevisionConflictException;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.codec.UnreadableRecordException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks over a list of records and removes those that a rule gives up, with what belongs to them.
 */
final class RecordRemoval implements Removal {
  private static final Logger LOG = LoggerFactory.getLogger(RecordRemoval.class);
  private static final int PAGE = 100;
  private static final int MOST_AT_ONCE = 64;

  private final String name;
  private final StateStore store;
  private final Function<StoredRecord, CompletionStage<List<StoredRecord>>> rule;
  private Query query;

  /**
   * Makes a walk that has not begun.
   *
   * @param query what is walked over
   * @param rule gives all that goes when a record may; nothing to keep it. A record that cannot be
   *     read is kept
   */
  RecordRemoval(
      String name,
      StateStore store,
      Query query,
      Function<StoredRecord, CompletionStage<List<StoredRecord>>> rule) {
    this.name = name;
    this.store = store;
    this.query = query.withLimit(PAGE);
    this.rule = rule;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public CompletionStage<Page> next() {
    return store
        .query(query)
        .thenCompose(
            page -> {
              query = query.withPageToken(page.nextPageToken());
              List<CompletableFuture<Integer>> removed =
                  page.items().stream().map(record -> judge(record).toCompletableFuture()).toList();
              return CompletableFuture.allOf(removed.toArray(CompletableFuture[]::new))
                  .thenApply(
                      done ->
                          new Page(
                              page.items().size(),
                              removed.stream().mapToInt(CompletableFuture::join).sum(),
                              page.nextPageToken() != null));
            });
  }

  private CompletionStage<Integer> judge(StoredRecord record) {
    CompletionStage<List<StoredRecord>> goes;
    try {
      goes = rule.apply(record);
    } catch (UnreadableRecordException e) {
      return keep(record, e);
    }
    return goes.thenCompose(records -> remove(store, records))
        .exceptionallyCompose(
            failure -> {
              Throwable cause = Failures.unwrapped(failure);
              return cause instanceof UnreadableRecordException
                  ? keep(record, cause)
                  : CompletableFuture.failedFuture(cause);
            });
  }

  private static CompletionStage<Integer> keep(StoredRecord record, Throwable cause) {
    LOG.warn("record kept key={} reason=\"{}\"", record.key(), cause.getMessage());
    return CompletableFuture.completedFuture(0);
  }

  /**
   * Removes records; those of one partition together, the last ones given last. Where one was
   * changed meanwhile, it and what would have gone with it stays.
   *
   * @return how many are gone
   */
  static CompletionStage<Integer> remove(StateStore store, List<StoredRecord> records) {
    Map<String, List<Mutation>> partitions = new LinkedHashMap<>();
    for (StoredRecord record : records) {
      Key key = record.key();
      partitions
          .computeIfAbsent(key.tenant() + '/' + key.partitionKey(), partition -> new ArrayList<>())
          .add(new Mutation.Delete(key, record.revision()));
    }
    List<List<Mutation>> transactions = new ArrayList<>();
    for (List<Mutation> all : partitions.values()) {
      for (int i = 0; i < all.size(); i += MOST_AT_ONCE) {
        transactions.add(all.subList(i, Math.min(all.size(), i + MOST_AT_ONCE)));
      }
    }
    CompletionStage<Integer> removed = CompletableFuture.completedFuture(0);
    for (List<Mutation> transaction : transactions) {
      removed =
          removed.thenCompose(
              before -> commit(store, transaction).thenApply(count -> before + count));
    }
    return removed;
  }

  private static CompletionStage<Integer> commit(StateStore store, List<Mutation> mutations) {
    return store
        .commit(new Transaction(mutations, null))
        .<Integer>handle(
            (written, failure) -> {
              @Nullable Throwable cause = failure == null ? null : Failures.unwrapped(failure);
              if (cause instanceof RevisionConflictException) {
                return 0;
              }
              if (cause != null) {
                throw new java.util.concurrent.CompletionException(cause);
              }
              return mutations.size();
            });
  }
}
