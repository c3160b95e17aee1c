package io.novacron.core.internal.version;

import io.novacron.api.security.Caller;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Things of one kind, each with its versions. It neither checks what they say nor who asks. Methods
 * throw, or their stages fail with, a {@link io.novacron.api.error.ProblemException}. Safe for use
 * by many threads.
 *
 * @param <C> what a version says
 */
public final class VersionedRecords<C> {
  private final VersionLayout<C> layout;
  private final VersionReader<C> reader;
  private final VersionProblems problems;
  private final Supplier<StateStore> store;
  private final Clock clock;

  /**
   * Makes the records of a kind.
   *
   * @param kind what is kept
   * @param store gives the store, or throws an UNAVAILABLE problem while there is none
   * @param clock the time
   */
  public VersionedRecords(VersionedKind<C> kind, Supplier<StateStore> store, Clock clock) {
    this.layout = new VersionLayout<>(kind);
    this.reader = new VersionReader<>(kind);
    this.problems = new VersionProblems(kind);
    this.store = store;
    this.clock = clock;
  }

  /**
   * Makes a thing. Its first version is 1, or the next number where one of the name was deleted;
   * CONFLICT when the name is taken.
   */
  public CompletionStage<VersionChange<C>> create(Caller caller, String name, C content) {
    return reader
        .head(store.get(), caller.tenant(), name)
        .thenCompose(
            found -> {
              StoredRecord former = found.orElse(null);
              if (former != null && !layout.head(former).deleted()) {
                throw problems.exists(name);
              }
              return write(caller, name, former, content, null);
            });
  }

  /**
   * Adds a version, or gives the latest when that says the same.
   *
   * @param expectedRevision revision that the thing must have, or absent for any
   */
  public CompletionStage<VersionChange<C>> addVersion(
      Caller caller, String name, C content, @Nullable Long expectedRevision) {
    return present(caller, name, expectedRevision)
        .thenCompose(
            head ->
                reader
                    .latest(store.get(), head)
                    .thenCompose(
                        latest ->
                            latest.content().equals(content)
                                ? CompletableFuture.completedFuture(unchanged(latest))
                                : write(caller, name, head, content, digest(latest))));
  }

  /**
   * One version.
   *
   * @param version number of the version, also of a deleted thing; absent for the latest of one
   *     that is not deleted
   */
  public CompletionStage<Versioned<C>> get(Caller caller, String name, @Nullable Integer version) {
    return reader.read(store.get(), caller.tenant(), name, version);
  }

  /** The latest versions of what is not deleted, by name. */
  public CompletionStage<Page<Versioned<C>>> list(
      Caller caller, int pageSize, @Nullable String pageToken) {
    Query query =
        Query.of(caller.tenant(), layout.headKind())
            .withAttributes(Map.of(VersionLayout.DELETED, "false"))
            .withLimit(PageSize.legal(pageSize))
            .withPageToken(pageToken);
    return store
        .get()
        .query(query)
        .thenCompose(
            page ->
                all(page.items().stream().map(head -> reader.latest(store.get(), head)).toList())
                    .thenApply(items -> new Page<>(items, page.nextPageToken())));
  }

  /** The versions of one thing, newest first, also when it was deleted. */
  public CompletionStage<Page<Versioned<C>>> versions(
      Caller caller, String name, int pageSize, @Nullable String pageToken) {
    return reader
        .head(store.get(), caller.tenant(), name)
        .thenCompose(
            found -> {
              StoredRecord head = found.orElseThrow(() -> problems.notFound(name));
              Query query =
                  Query.of(caller.tenant(), layout.versionKind())
                      .withAttributes(Map.of(VersionLayout.NAME, name))
                      .withOrder(Query.Order.DESCENDING)
                      .withLimit(PageSize.legal(pageSize))
                      .withPageToken(pageToken);
              return store
                  .get()
                  .query(query)
                  .thenApply(page -> page.map(version -> layout.versioned(head, version)));
            });
  }

  /**
   * Deletes a thing; its versions stay, and their numbers are never used again.
   *
   * @param expectedRevision revision that the thing must have, or absent for any
   */
  public CompletionStage<VersionChange<C>> delete(
      Caller caller, String name, @Nullable Long expectedRevision) {
    return present(caller, name, expectedRevision)
        .thenCompose(
            head -> reader.latest(store.get(), head).thenCompose(latest -> bury(head, latest)));
  }

  private CompletionStage<VersionChange<C>> bury(StoredRecord head, Versioned<C> latest) {
    Mutation.Put tombstone =
        layout.put(
            latest.tenant(),
            latest.name(),
            new VersionLayout.Head(latest.latest(), true),
            head.revision());
    return store
        .get()
        .commit(Transaction.of(tombstone))
        .thenApply(written -> unchanged(latest.asDeleted(written.get(0).revision())));
  }

  private CompletionStage<VersionChange<C>> write(
      Caller caller,
      String name,
      @Nullable StoredRecord former,
      C content,
      @Nullable String before) {
    int number = former == null ? 1 : layout.head(former).latest() + 1;
    VersionLayout.Head head = new VersionLayout.Head(number, false);
    VersionLayout.Version<C> version =
        new VersionLayout.Version<>(number, content, clock.instant(), caller.principal());
    Mutation.Put put =
        layout.put(
            caller.tenant(), name, head, former == null ? Mutation.ABSENT : former.revision());
    return store
        .get()
        .commit(new Transaction(List.of(put, layout.put(caller.tenant(), name, version)), null))
        .thenApply(
            written ->
                new VersionChange<>(
                    layout.versioned(put.key(), head, written.get(0).revision(), version),
                    before,
                    layout.digest(content)));
  }

  private CompletionStage<StoredRecord> present(
      Caller caller, String name, @Nullable Long expectedRevision) {
    return reader
        .head(store.get(), caller.tenant(), name)
        .thenApply(
            found -> {
              StoredRecord head =
                  found
                      .filter(stored -> !layout.head(stored).deleted())
                      .orElseThrow(() -> problems.notFound(name));
              if (expectedRevision != null && expectedRevision != head.revision()) {
                throw problems.moved(name, head.revision(), expectedRevision);
              }
              return head;
            });
  }

  private VersionChange<C> unchanged(Versioned<C> value) {
    String digest = digest(value);
    return new VersionChange<>(value, digest, digest);
  }

  private String digest(Versioned<C> value) {
    return layout.digest(value.content());
  }

  private static <T> CompletionStage<List<T>> all(List<CompletionStage<T>> stages) {
    List<CompletableFuture<T>> futures =
        stages.stream().map(CompletionStage::toCompletableFuture).toList();
    return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
        .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
  }
}
