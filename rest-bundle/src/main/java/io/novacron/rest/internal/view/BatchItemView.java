package io.novacron.rest.internal.view;

import io.novacron.api.batch.BatchItem;
import io.novacron.api.error.FieldError;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.MachineAction;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One change of a batch. */
@Schema(
    name = "BatchItem",
    description = "One change of a batch: either `create`, or `action` and `id`.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record BatchItemView(
    @Schema(description = "Creates a machine.") @Nullable MachineSpecView create,
    @Schema(description = "What to do to a machine that exists.", example = "stop")
        @Nullable String action,
    @Schema(description = "Id of that machine.") @Nullable String id,
    @Schema(description = "Acts by force; for stop, restart and delete.") @Nullable Boolean force,
    @Schema(description = "How big the machine must at least be; for a resize.")
        @Nullable SizeView size,
    @Schema(description = "The cloud's own type; for a resize, in place of a size.")
        @Nullable String instanceType) {

  /**
   * The same for the service.
   *
   * @param at JSON pointer of the item
   * @param errors gets what is wrong
   */
  @Nullable BatchItem toItem(String at, List<FieldError> errors) {
    boolean acts = action != null || id != null || force != null || sized();
    if (create != null && !acts) {
      return new BatchItem.Create(create.toSpec());
    }
    if (create != null || action == null || id == null) {
      errors.add(new FieldError(at, "must have either create, or both action and id"));
      return null;
    }
    Optional<MachineAction> known =
        Arrays.stream(MachineAction.values())
            .filter(value -> value.verb().equals(action))
            .findFirst();
    if (known.isEmpty()) {
      errors.add(
          new FieldError(
              at + "/action",
              "must be one of "
                  + Arrays.stream(MachineAction.values())
                      .map(MachineAction::verb)
                      .collect(Collectors.joining(", "))));
      return null;
    }
    return new BatchItem.Act(
        id,
        new ActionRequest(
            known.get(), Boolean.TRUE.equals(force), SizeView.toSize(size), instanceType));
  }

  private boolean sized() {
    return size != null || instanceType != null;
  }
}
