package io.novacron.api.inventory;

import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import java.util.concurrent.CompletionStage;

/**
 * Machines, volumes and snapshots at the clouds that belong to no record, for the faces. What
 * another control plane owns is neither shown nor touched, and neither is what an operation under
 * way may have made. Methods return at once and are safe for use by many threads; stages fail with
 * a {@link io.novacron.api.error.ProblemException}.
 */
public interface OrphanService {
  /** Lists them, with what they cost and how far the search reached. */
  CompletionStage<OrphanReport> list(Caller caller, OrphanQuery query);

  /** One of them; NOT_FOUND (code {@code orphan-not-found}) when it is not, or no longer, there. */
  CompletionStage<Orphan> get(Caller caller, String id);

  /**
   * Acts on an orphan. The cloud is asked first whether it still is what it was seen as. To ask
   * again does no harm: while what was begun is under way the answer is the same operation.
   *
   * @param id id of the orphan
   * @param action what to do; CONFLICT (code {@code orphan-not-ours}) for one that is not ours,
   *     {@code quarantine-missing} or {@code quarantine-lasts} for a delete of a machine that comes
   *     too early, {@code no-quarantine} for a quarantine or release of what is no machine
   * @param options how it is asked for
   */
  CompletionStage<OrphanAnswer> act(
      Caller caller, String id, OrphanAction action, RequestOptions options);
}
