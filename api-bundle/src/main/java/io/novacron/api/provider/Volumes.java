package io.novacron.api.provider;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Volumes, with a machine or without: an optional facet. What holds for {@link Compute} holds here:
 * methods return at once, stages complete at the latest at the context's deadline with an {@link
 * Outcome} and never fail, nothing is cached and nothing retried.
 *
 * <p>Volumes are made with their machines and by restores, never alone, so there is no create.
 */
public interface Volumes {
  /**
   * Lists the volumes of a region, ours and others, attached or not.
   *
   * @param pageToken where to go on, or absent for the first page
   */
  CompletionStage<Outcome<VolumePage>> list(
      CallContext context, String region, @Nullable String pageToken);

  /**
   * Describes one volume.
   *
   * @return empty when the cloud says that there is none; within the visibility bound after its
   *     creation that is no proof
   */
  CompletionStage<Outcome<Optional<CloudVolume>>> describe(
      CallContext context, String region, String reference);

  /**
   * Deletes a volume for good, with all that is on it. Deleting one that is missing or being
   * deleted succeeds. One that is attached to a machine is CONFLICT and stays as it is.
   */
  CompletionStage<Outcome<Void>> delete(CallContext context, String region, String reference);
}
