package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.machine.Snapshot;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A snapshot of a machine. */
@Schema(name = "Snapshot", description = "A snapshot of a machine's disks.")
public record SnapshotView(
    @JsonProperty(required = true) @Schema(description = "Opaque id.") String id,
    @JsonProperty(required = true) @Schema(example = "before-upgrade") String name,
    @JsonProperty(required = true) Snapshot.State state,
    @Schema(description = "The cloud's id of it; left out until the cloud has told it.")
        @Nullable String providerReference,
    @JsonProperty(required = true) Instant createdAt,
    @Schema(description = "When the cloud last told of it.") @Nullable Instant observedAt,
    @JsonProperty(required = true) @Schema(description = "Id of the latest operation on it.")
        String operation) {

  public static SnapshotView of(Snapshot snapshot) {
    return new SnapshotView(
        snapshot.id(),
        snapshot.name(),
        snapshot.state(),
        snapshot.providerReference(),
        snapshot.createdAt(),
        snapshot.observedAt(),
        snapshot.operation());
  }
}
