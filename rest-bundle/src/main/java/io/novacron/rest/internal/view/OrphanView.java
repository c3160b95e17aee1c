package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.inventory.Orphan;
import io.novacron.api.machine.MachineState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A machine at a cloud that belongs to no record. */
@Schema(name = "Orphan", description = "A machine at a cloud that belongs to no record.")
public record OrphanView(
    @JsonProperty(required = true) @Schema(description = "Opaque id.") String id,
    @JsonProperty(required = true) String account,
    @JsonProperty(required = true) String cloud,
    @JsonProperty(required = true) String region,
    @Nullable String zone,
    @JsonProperty(required = true) @Schema(description = "The cloud's own id of it.")
        String providerReference,
    @JsonProperty(required = true)
        @Schema(
            description =
                "`orphan` carries our owner tag; `unmanaged` carries none, and is left alone.",
            allowableValues = {"orphan", "unmanaged"})
        String kind,
    @JsonProperty(required = true) @Schema(description = "Why it counts as that.") String reason,
    @JsonProperty(required = true) MachineState state,
    @JsonProperty(required = true) String instanceType,
    @Schema(description = "Id of the machine that its owner tag names.") @Nullable String machine,
    @Schema(description = "Id of the operation that its owner tag names.")
        @Nullable String operation,
    @JsonProperty(required = true)
        @Schema(description = "When it was made, or else first seen by this node.")
        Instant since,
    @JsonProperty(required = true) @Schema(description = "Whether `since` is when it was made.")
        boolean madeThen,
    @JsonProperty(required = true) Instant observedAt,
    @Schema(description = "On-demand price of its type in the catalog.")
        @Nullable PriceView pricePerHour,
    @JsonProperty(required = true)
        @Schema(description = "Whether it costs that now; a stopped machine does not.")
        boolean costs,
    @Nullable QuarantineView quarantine) {

  public static OrphanView of(Orphan orphan) {
    return new OrphanView(
        orphan.id(),
        orphan.account(),
        orphan.cloud(),
        orphan.region(),
        orphan.zone(),
        orphan.reference(),
        orphan.kind().wireName(),
        orphan.reason(),
        orphan.state(),
        orphan.instanceType(),
        orphan.machine(),
        orphan.operation(),
        orphan.since(),
        orphan.madeThen(),
        orphan.observedAt(),
        PriceView.of(orphan.pricePerHour()),
        orphan.costs(),
        QuarantineView.of(orphan.quarantine()));
  }
}
