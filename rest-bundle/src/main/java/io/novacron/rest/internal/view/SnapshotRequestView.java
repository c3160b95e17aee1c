package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;

/** A new snapshot. */
@Schema(
    name = "SnapshotRequest",
    description = "A snapshot to be taken.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record SnapshotRequestView(
    @JsonProperty(required = true)
        @Schema(
            description = "Unique among the snapshots of the machine.",
            pattern = "^[a-z0-9][a-z0-9-]{0,62}$",
            example = "before-upgrade")
        String name) {}
