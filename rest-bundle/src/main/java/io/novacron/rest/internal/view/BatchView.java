package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.batch.BatchItem;
import io.novacron.api.batch.BatchRequest;
import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Many changes at once. */
@Schema(
    name = "Batch",
    description = "Many changes of machines at once.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record BatchView(
    @JsonProperty(required = true) @Schema(description = "1 to 1000 changes.")
        List<BatchItemView> items,
    @JsonProperty(required = true)
        @Schema(
            description =
                "What becomes of the batch when some items fail. `all-or-nothing`: what the others"
                    + " did is undone. `keep-successes`: each item stands alone. `at-least`: as"
                    + " `all-or-nothing` when fewer than `minimum` succeed.",
            example = "all-or-nothing")
        BatchPolicyWord policy,
    @Schema(
            description = "How many must succeed; with the policy `at-least` only.",
            minimum = "1",
            maximum = "1000")
        @Nullable Integer minimum) {
  private static final int MOST_ERRORS = 100;

  /**
   * The same for the service.
   *
   * @throws io.novacron.api.error.ProblemException INVALID when items are neither a create nor an
   *     action
   */
  public BatchRequest toRequest() {
    List<FieldError> errors = new ArrayList<>();
    List<BatchItem> requested = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      BatchItem item = items.get(i).toItem("/items/" + i, errors);
      if (item != null) {
        requested.add(item);
      }
    }
    if (!errors.isEmpty()) {
      throw Problem.builder(
              "invalid-batch",
              Category.INVALID,
              "Some items of the batch are wrong; nothing was recorded.")
          .errors(errors.subList(0, Math.min(errors.size(), MOST_ERRORS)))
          .nextStep("Correct the items named and ask again.")
          .toException();
    }
    return new BatchRequest(requested, policy.toPolicy(), minimum);
  }
}
