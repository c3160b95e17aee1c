package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.inventory.Orphan;
import io.novacron.api.inventory.ResourceType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A machine, volume or snapshot at a cloud that belongs to no record. */
@Schema(
    name = "Orphan",
    description = "A machine, volume or snapshot at a cloud that belongs to no record.")
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
            description = "What it is.",
            allowableValues = {"machine", "volume", "snapshot"})
        String resource,
    @JsonProperty(required = true)
        @Schema(
            description =
                "`orphan` carries our owner tag; `unmanaged` carries none, and is left alone.",
            allowableValues = {"orphan", "unmanaged"})
        String kind,
    @JsonProperty(required = true) @Schema(description = "Why it counts as that.") String reason,
    @JsonProperty(required = true)
        @Schema(
            description =
                "A machine's state as machines have it, such as `RUNNING`; of a volume `CREATING`,"
                    + " `AVAILABLE`, `FAILED` or `UNKNOWN`; of a snapshot `PENDING`, `AVAILABLE`,"
                    + " `FAILED` or `UNKNOWN`.")
        String state,
    @Schema(description = "The cloud's own type of a machine.") @Nullable String instanceType,
    @Schema(description = "The cloud's own type of a volume.") @Nullable String volumeType,
    @Schema(description = "Size of a volume or snapshot in GiB, where the cloud tells.")
        @Nullable Integer sizeGib,
    @Schema(description = "Id of the machine that its owner tag names.") @Nullable String machine,
    @Schema(description = "Id of the operation that its owner tag names.")
        @Nullable String operation,
    @JsonProperty(required = true)
        @Schema(description = "When it was made, or else first seen by this node.")
        Instant since,
    @JsonProperty(required = true) @Schema(description = "Whether `since` is when it was made.")
        boolean madeThen,
    @JsonProperty(required = true) Instant observedAt,
    @Schema(
            description =
                "On-demand price of its type in the catalog, which has none of volumes and"
                    + " snapshots.")
        @Nullable PriceView pricePerHour,
    @JsonProperty(required = true)
        @Schema(description = "Whether it costs something now; a stopped machine does not.")
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
        orphan.resource().wireName(),
        orphan.kind().wireName(),
        orphan.reason(),
        orphan.state(),
        orphan.resource() == ResourceType.MACHINE ? orphan.type() : null,
        orphan.resource() == ResourceType.VOLUME ? orphan.type() : null,
        orphan.sizeGib(),
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
