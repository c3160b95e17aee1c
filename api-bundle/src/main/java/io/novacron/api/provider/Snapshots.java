package io.novacron.api.provider;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots of the disks of machines: an optional facet. What holds for {@link Compute} holds here:
 * methods return at once, stages complete at the latest at the context's deadline with an {@link
 * Outcome} and never fail, nothing is cached and nothing retried.
 */
public interface Snapshots {
  /**
   * Takes a snapshot that carries the owner tag from its creation. The same token and request give
   * the same snapshot, under the same promise as a create of a machine; the same token with another
   * request is CONFLICT and makes nothing. Done with a snapshot that is PENDING or AVAILABLE; it is
   * described until it is available. A machine that is missing is NOT_FOUND.
   */
  CompletionStage<Outcome<CloudSnapshot>> create(CallContext context, SnapshotRequest request);

  /**
   * Describes one snapshot.
   *
   * @return empty when the cloud says that there is none; within the visibility bound after its
   *     creation that is no proof
   */
  CompletionStage<Outcome<Optional<CloudSnapshot>>> describe(
      CallContext context, String region, String reference);

  /** Finds the snapshots made with a token. */
  CompletionStage<Outcome<List<CloudSnapshot>>> findByToken(
      CallContext context, String region, String token);

  /** Finds the snapshots that carry exactly this owner tag. */
  CompletionStage<Outcome<List<CloudSnapshot>>> findByOwner(
      CallContext context, String region, OwnerTag owner);

  /**
   * Lists the snapshots of a machine, ours and others, oldest first.
   *
   * @param machine the cloud's id of the machine
   */
  CompletionStage<Outcome<List<CloudSnapshot>>> list(
      CallContext context, String region, String machine);

  /**
   * Lists all snapshots of a region that the account owns, of whatever machine, ours and others.
   * One that the cloud keeps in several parts may be told on more than one page, each time as if
   * what the page has of it were all: the sizes add up, and only {@link #describe} knows its state.
   *
   * @param pageToken where to go on, or absent for the first page
   */
  CompletionStage<Outcome<SnapshotPage>> listRegion(
      CallContext context, String region, @Nullable String pageToken);

  /**
   * Puts the disks of a stopped machine back to a snapshot of it. Done when they are; doing it
   * again with the same snapshot does no harm while the machine is stopped. One that is not
   * stopped, or a snapshot that is not available or of another machine, is CONFLICT and nothing
   * changes.
   *
   * @param machine the cloud's id of the machine
   * @param reference the cloud's id of the snapshot
   */
  CompletionStage<Outcome<Instance>> restore(
      CallContext context, String region, String machine, String reference);

  /** Deletes a snapshot for good. Deleting one that is missing or being deleted succeeds. */
  CompletionStage<Outcome<Void>> delete(CallContext context, String region, String reference);
}
