package io.novacron.rest.internal.view;

import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.MachineAction;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an action may be told. */
@Schema(
    name = "Action",
    description = "What an action may be told; all of it may be left out, except for a resize.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record ActionView(
    @Schema(
            description =
                "For stop, restart and delete: do not wait for the guest, and take over from the"
                    + " operation that is moving the machine, which ends as cancelled.",
            example = "true")
        @Nullable Boolean force,
    @Schema(
            description =
                "For resize: how big it must at least be. The cheapest type of the same"
                    + " architecture, account and region is taken. Give this or `instanceType`.")
        @Nullable SizeView size,
    @Schema(description = "For resize: a cloud's own type.", example = "m7g.2xlarge")
        @Nullable String instanceType) {

  /** The same for the service. */
  public ActionRequest toRequest(MachineAction action) {
    return new ActionRequest(
        action, Boolean.TRUE.equals(force), SizeView.toSize(size), instanceType);
  }
}
