package io.novacron.api.provider;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot as the cloud described it.
 *
 * @param reference the cloud's id of it
 * @param region region
 * @param machine the cloud's id of the machine that it was taken of
 * @param name name for people
 * @param state its state in our words
 * @param rawState the cloud's own word for its state
 * @param sizeGib what is kept, in GiB; absent where the cloud does not tell
 * @param idempotencyToken the token that it was made with, where the cloud tells it
 * @param tags all its tags
 * @param createdAt when it was taken
 * @param observedAt when the cloud said so
 */
public record CloudSnapshot(
    String reference,
    String region,
    String machine,
    String name,
    SnapshotState state,
    String rawState,
    @Nullable Integer sizeGib,
    @Nullable String idempotencyToken,
    Map<String, String> tags,
    Instant createdAt,
    Instant observedAt) {
  public CloudSnapshot {
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(machine, "machine");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(rawState, "rawState");
    tags = Map.copyOf(tags);
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(observedAt, "observedAt");
  }
}
