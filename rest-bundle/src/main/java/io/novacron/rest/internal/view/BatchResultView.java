package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.operation.ItemResult;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** What came of a batch. */
@Schema(name = "BatchResult", description = "What came of each item of a batch.")
public record BatchResultView(
    @JsonProperty(required = true) @Schema(description = "In the order of the request.")
        List<ItemResultView> items) {

  static BatchResultView of(List<ItemResult> items) {
    return new BatchResultView(items.stream().map(ItemResultView::of).toList());
  }
}
