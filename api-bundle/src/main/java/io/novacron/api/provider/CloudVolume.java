package io.novacron.api.provider;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A volume (a disk that may outlive its machine) as the cloud described it.
 *
 * @param reference the cloud's id of it
 * @param region region
 * @param zone zone, when known
 * @param sizeGib its size in GiB; absent where the cloud does not tell
 * @param type the cloud's own type, such as {@code gp3}; absent where the cloud has none
 * @param state its state in our words
 * @param rawState the cloud's own word for its state
 * @param machines the cloud's ids of the machines that it is attached to, or is being attached to
 *     or detached from; empty for one that is free
 * @param tags all its tags
 * @param createdAt when it was made
 * @param observedAt when the cloud said so
 */
public record CloudVolume(
    String reference,
    String region,
    @Nullable String zone,
    @Nullable Integer sizeGib,
    @Nullable String type,
    VolumeState state,
    String rawState,
    List<String> machines,
    Map<String, String> tags,
    Instant createdAt,
    Instant observedAt) {
  public CloudVolume {
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(rawState, "rawState");
    machines = List.copyOf(machines);
    tags = Map.copyOf(tags);
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(observedAt, "observedAt");
  }

  /** Whether a machine has it, or may have it: then it is no one's to delete. */
  public boolean inUse() {
    return state == VolumeState.IN_USE || !machines.isEmpty();
  }
}
