package io.novacron.core.internal.version;

import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.codec.JsonCodec;
import io.novacron.core.internal.machine.Attempt;
import io.novacron.core.internal.machine.Digest;
import io.novacron.core.internal.machine.KeyedAnswers;
import io.novacron.core.internal.machine.KeyedRequests;
import java.time.Clock;
import java.util.ArrayList;
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
  private final KeyedAnswers<VersionChange<C>> answers;
  private final Clock clock;

  /**
   * Makes the records of a kind.
   *
   * @param kind what is kept
   * @param store gives the store, or throws an UNAVAILABLE problem while there is none
   * @param keyed answers repeated requests
   * @param clock the time
   */
  public VersionedRecords(
      VersionedKind<C> kind, Supplier<StateStore> store, KeyedRequests keyed, Clock clock) {
    this.layout = new VersionLayout<>(kind);
    this.reader = new VersionReader<>(kind);
    this.problems = new VersionProblems(kind);
    this.store = store;
    this.answers = keyed.answers(JsonCodec.of(VersionChange.class, kind.content()));
    this.clock = clock;
  }

  /**
   * Makes a thing. Its first version is 1, or the next number where one of the name was deleted;
   * CONFLICT when the name is taken.
   *
   * @param options how it is asked for
   * @param check throws for a name or content that is not legal; not asked of a repeated request
   */
  public CompletionStage<VersionChange<C>> create(
      Caller caller, String name, C content, RequestOptions options, Runnable check) {
    return answers.answer(
        store,
        caller,
        options,
        Digest.of("create", layout.headKind(), name, layout.digest(content)),
        attempt -> {
          check.run();
          return create(caller, name, content, attempt);
        });
  }

  private CompletionStage<VersionChange<C>> create(
      Caller caller, String name, C content, Attempt<VersionChange<C>> attempt) {
    return reader
        .head(store.get(), caller.tenant(), name)
        .thenCompose(
            found -> {
              StoredRecord former = found.orElse(null);
              if (former != null && !layout.head(former).deleted()) {
                throw problems.exists(name);
              }
              return write(caller, name, former, content, null, attempt);
            });
  }

  /**
   * Adds a version, or gives the latest when that says the same.
   *
   * @param expectedRevision revision that the thing must have, or absent for any
   * @param options how it is asked for
   * @param check throws for content that is not legal; not asked of a repeated request
   */
  public CompletionStage<VersionChange<C>> addVersion(
      Caller caller,
      String name,
      C content,
      @Nullable Long expectedRevision,
      RequestOptions options,
      Runnable check) {
    return answers.answer(
        store,
        caller,
        options,
        Digest.of("add-version", layout.headKind(), name, layout.digest(content)),
        attempt -> {
          check.run();
          return addVersion(caller, name, content, expectedRevision, attempt);
        });
  }

  private CompletionStage<VersionChange<C>> addVersion(
      Caller caller,
      String name,
      C content,
      @Nullable Long expectedRevision,
      Attempt<VersionChange<C>> attempt) {
    return present(caller, name, expectedRevision)
        .thenCompose(
            head ->
                reader
                    .latest(store.get(), head)
                    .thenCompose(
                        latest ->
                            latest.content().equals(content)
                                ? CompletableFuture.completedFuture(unchanged(latest))
                                : write(caller, name, head, content, digest(latest), attempt)));
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
   * @param options how it is asked for
   * @param check throws for a name that cannot be deleted; not asked of a repeated request
   */
  public CompletionStage<VersionChange<C>> delete(
      Caller caller,
      String name,
      @Nullable Long expectedRevision,
      RequestOptions options,
      Runnable check) {
    return answers.answer(
        store,
        caller,
        options,
        Digest.of("delete", layout.headKind(), name),
        attempt -> {
          check.run();
          return present(caller, name, expectedRevision)
              .thenCompose(
                  head ->
                      reader
                          .latest(store.get(), head)
                          .thenCompose(latest -> bury(head, latest, attempt)));
        });
  }

  private CompletionStage<VersionChange<C>> bury(
      StoredRecord head, Versioned<C> latest, Attempt<VersionChange<C>> attempt) {
    Mutation.Put tombstone =
        layout.put(
            latest.tenant(),
            latest.name(),
            new VersionLayout.Head(latest.latest(), true),
            head.revision());
    return made(List.of(tombstone), unchanged(latest.asDeleted(head.revision() + 1)), attempt);
  }

  private CompletionStage<VersionChange<C>> write(
      Caller caller,
      String name,
      @Nullable StoredRecord former,
      C content,
      @Nullable String before,
      Attempt<VersionChange<C>> attempt) {
    int number = former == null ? 1 : layout.head(former).latest() + 1;
    long revision = former == null ? Mutation.ABSENT : former.revision();
    VersionLayout.Head head = new VersionLayout.Head(number, false);
    VersionLayout.Version<C> version =
        new VersionLayout.Version<>(number, content, clock.instant(), caller.principal());
    Mutation.Put put = layout.put(caller.tenant(), name, head, revision);
    return made(
        List.of(put, layout.put(caller.tenant(), name, version)),
        new VersionChange<>(
            layout.versioned(put.key(), head, revision + 1, version),
            before,
            layout.digest(content)),
        attempt);
  }

  /** Writes a change, unless it is only asked what it would be. */
  private CompletionStage<VersionChange<C>> made(
      List<Mutation> mutations, VersionChange<C> change, Attempt<VersionChange<C>> attempt) {
    if (attempt.dryRun()) {
      return CompletableFuture.completedFuture(change);
    }
    return attempt
        .receipt(change.value().name(), change)
        .thenCompose(
            receipt -> {
              List<Mutation> all = new ArrayList<>(mutations);
              all.addAll(receipt);
              return store.get().commit(new Transaction(all, null));
            })
        .thenApply(written -> change);
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
