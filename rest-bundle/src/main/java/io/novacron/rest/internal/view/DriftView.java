package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.inventory.Drift;
import io.novacron.api.inventory.DriftAction;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One difference between a machine as it is wanted and as it is seen. */
@Schema(
    name = "Drift",
    description =
        "One difference between a machine as it is wanted and as its cloud shows it, which no"
            + " operation of ours has made.")
public record DriftView(
    @JsonProperty(required = true) @Schema(description = "Opaque id.") String id,
    @JsonProperty(required = true) @Schema(description = "Id of the machine.") String machine,
    @JsonProperty(required = true) @Schema(description = "Name of the machine.", example = "web-1")
        String name,
    @JsonProperty(required = true) String account,
    @JsonProperty(required = true) String region,
    @JsonProperty(required = true)
        @Schema(
            description = "In what it differs.",
            allowableValues = {"state", "instance-type", "labels", "owner-tag", "presence"})
        String aspect,
    @JsonProperty(required = true) @Schema(description = "What is wanted.", example = "RUNNING")
        String expected,
    @JsonProperty(required = true) @Schema(description = "What is seen.", example = "STOPPED")
        String observed,
    @JsonProperty(required = true) @Schema(description = "When it was first seen so.")
        Instant foundAt,
    @JsonProperty(required = true) @Schema(description = "Whether it is not to be counted.")
        boolean ignored,
    @Schema(description = "Principal who asked to ignore it.") @Nullable String ignoredBy,
    @JsonProperty(required = true) @Schema(description = "What can be done about it.")
        List<String> actions) {

  public static DriftView of(Drift drift) {
    return new DriftView(
        drift.id(),
        drift.machine(),
        drift.name(),
        drift.account(),
        drift.region(),
        drift.aspect().wireName(),
        drift.expected(),
        drift.observed(),
        drift.foundAt(),
        drift.ignored(),
        drift.ignoredBy(),
        drift.aspect().actions().stream().map(DriftAction::verb).toList());
  }
}
