package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.Machine;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A machine. */
@Schema(
    name = "Machine",
    description = "A machine: what was asked for, what is wanted, and what is seen.")
public record MachineView(
    @JsonProperty(required = true) @Schema(description = "Opaque id.") String id,
    @JsonProperty(required = true) @Schema(example = "default") String tenant,
    @JsonProperty(required = true) @Schema(example = "frankfurt-web") String name,
    @JsonProperty(required = true) Map<String, String> labels,
    @JsonProperty(required = true) MachineSpecView spec,
    @JsonProperty(required = true) DesiredState desiredState,
    @JsonProperty(required = true)
        @Schema(description = "Rises with each change of spec or desired state.")
        long generation,
    @JsonProperty(required = true)
        @Schema(description = "Rises with each change of the record; its entity tag.")
        long revision,
    @JsonProperty(required = true) Instant createdAt,
    @JsonProperty(required = true) MachineStatusView status,
    @Schema(description = "Id of the placement decision.") @Nullable String decision,
    @JsonProperty(required = true) @Schema(description = "Id of the latest operation.")
        String operation,
    @JsonProperty(required = true) @Schema(description = "Its snapshots, oldest first.")
        List<SnapshotView> snapshots) {

  public static MachineView of(Machine machine) {
    return new MachineView(
        machine.id(),
        machine.tenant(),
        machine.name(),
        machine.spec().labels(),
        MachineSpecView.of(machine.spec()),
        machine.desiredState(),
        machine.generation(),
        machine.revision(),
        machine.createdAt(),
        MachineStatusView.of(machine.status()),
        machine.decision(),
        machine.operation(),
        machine.snapshots().stream().map(SnapshotView::of).toList());
  }
}
