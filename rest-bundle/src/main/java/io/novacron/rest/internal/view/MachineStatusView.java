package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.MachineStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is seen of a machine. */
@Schema(
    name = "MachineStatus",
    description = "What is seen of a machine, and when and how it was seen.")
public record MachineStatusView(
    @JsonProperty(required = true) @Schema(description = "Generation that this status answers to.")
        long observedGeneration,
    @JsonProperty(required = true) MachineState state,
    @Nullable String account,
    @Nullable String cloud,
    @Nullable String provider,
    @Schema(description = "The cloud's own id of the machine.") @Nullable String providerReference,
    @Nullable String region,
    @Nullable String zone,
    @Nullable String instanceType,
    @JsonProperty(required = true) List<String> addresses,
    @Nullable PriceView pricePerHour,
    @JsonProperty(required = true) List<ConditionView> conditions,
    @Nullable Instant observedAt,
    @Schema(description = "By which means it was seen.", example = "describe")
        @Nullable String observedFrom) {

  static MachineStatusView of(MachineStatus status) {
    return new MachineStatusView(
        status.observedGeneration(),
        status.state(),
        status.account(),
        status.cloud(),
        status.provider(),
        status.providerReference(),
        status.region(),
        status.zone(),
        status.instanceType(),
        status.addresses(),
        PriceView.of(status.pricePerHour()),
        status.conditions().stream().map(ConditionView::of).toList(),
        status.observedAt(),
        status.observedFrom());
  }
}
