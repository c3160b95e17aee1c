package io.novacron.core.internal.version;

import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads things of one kind from a store. Stages fail with a {@link
 * io.novacron.api.error.ProblemException} of NOT_FOUND for what is not there. Safe for use by many
 * threads.
 *
 * @param <C> what a version says
 */
public final class VersionReader<C> {
  private final VersionLayout<C> layout;
  private final VersionProblems problems;

  /** Makes a reader of a kind. */
  public VersionReader(VersionedKind<C> kind) {
    this.layout = new VersionLayout<>(kind);
    this.problems = new VersionProblems(kind);
  }

  /**
   * One version.
   *
   * @param version number of the version, also of a deleted thing; absent for the latest of one
   *     that is not deleted
   */
  public CompletionStage<Versioned<C>> read(
      StateStore store, String tenant, String name, @Nullable Integer version) {
    return head(store, tenant, name)
        .thenCompose(
            found -> {
              StoredRecord head =
                  found
                      .filter(stored -> version != null || !layout.head(stored).deleted())
                      .orElseThrow(() -> problems.notFound(name));
              return version(store, head, version);
            });
  }

  /**
   * The heads of all tenants, also of what was deleted.
   *
   * @param limit most in the page
   */
  public CompletionStage<Page<StoredRecord>> heads(
      StateStore store, int limit, @Nullable String pageToken) {
    return store.query(Query.of(null, layout.headKind()).withLimit(limit).withPageToken(pageToken));
  }

  /** The latest version of the thing that a head belongs to, also when it was deleted. */
  public CompletionStage<Versioned<C>> latest(StateStore store, StoredRecord head) {
    return version(store, head, null);
  }

  /** The head of a thing, deleted ones included; NOT_FOUND for what cannot be a name. */
  CompletionStage<Optional<StoredRecord>> head(StateStore store, String tenant, String name) {
    if (!RecordName.legal(name)) {
      throw problems.notFound(name);
    }
    return store.get(layout.head(tenant, name));
  }

  /** A version of the thing that a head belongs to; absent for the latest. */
  private CompletionStage<Versioned<C>> version(
      StateStore store, StoredRecord head, @Nullable Integer version) {
    String name = head.key().id();
    int latest = layout.head(head).latest();
    int number = version == null ? latest : version;
    if (number < 1 || number > latest) {
      throw problems.versionNotFound(name, number, latest);
    }
    return store
        .get(layout.version(head.key().tenant(), name, number))
        .thenApply(
            found ->
                layout.versioned(
                    head, found.orElseThrow(() -> problems.versionNotFound(name, number, latest))));
  }
}
