package io.novacron.rest.internal.view;

import io.novacron.api.machine.MachinePatch;
import io.novacron.rest.internal.json.MergePatch;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What changes of what is wanted of a machine. */
@Schema(
    name = "MachinePatch",
    description = "What changes of what is wanted of a machine, as a JSON merge patch.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record MachinePatchView(
    @Schema(
            description =
                "New labels; null for one removes it, null for all removes all. The tags that the"
                    + " cloud was given at the create stay.",
            nullable = true,
            example = "{\"app\": \"shop\", \"old\": null}")
        @Nullable Map<String, String> labels,
    @Schema(description = "What it should be in the end; begins the action that leads there.")
        @Nullable DesiredStateWord desiredState,
    @Schema(description = "How big it must at least be; begins a resize.")
        @Nullable SizePatchView size,
    @Schema(
            description = "The cloud's own type that it should have; begins a resize.",
            example = "m7g.2xlarge")
        @Nullable String instanceType) {
  private static final String LABELS = "/labels";

  /** The parts of a machine that are fixed by its create. */
  private static final Set<String> FIXED =
      Set.of(
          "name",
          "image",
          "disks",
          "network",
          "securityGroups",
          "sshKeys",
          "userData",
          "market",
          "template",
          "placement");

  private static final Set<String> REMOVABLE =
      Set.of(LABELS, "/size/gpus", "/size/gpuModel", "/size/architecture");

  /** Reads a patch; throws with every wrong field. */
  public static MachinePatch read(MergePatch body) {
    MergePatch.Asked<MachinePatchView> asked =
        body.read(
            MachinePatchView.class,
            FIXED,
            pointer -> REMOVABLE.contains(pointer) || pointer.startsWith(LABELS + "/"));
    return asked.value().toPatch(asked.removed());
  }

  private MachinePatch toPatch(Set<String> removed) {
    Map<String, Optional<String>> changes = new HashMap<>();
    if (labels != null) {
      labels.forEach((key, value) -> changes.put(key, Optional.of(value)));
    }
    for (String pointer : removed) {
      if (pointer.startsWith(LABELS + "/")) {
        String key = pointer.substring(LABELS.length() + 1).replace("~1", "/").replace("~0", "~");
        changes.put(key, Optional.empty());
      }
    }
    return new MachinePatch(
        changes,
        removed.contains(LABELS),
        desiredState == null ? null : desiredState.toState(),
        size == null ? null : size.toPatch(removed),
        instanceType);
  }
}
