package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.operation.Children;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How far the parts of an operation are. */
@Schema(name = "Children", description = "How far the parts of an operation are.")
public record ChildrenView(
    @JsonProperty(required = true) @Schema(minimum = "0") int total,
    @JsonProperty(required = true)
        @Schema(minimum = "0", description = "How many will not change any more.")
        int done,
    @JsonProperty(required = true)
        @Schema(minimum = "0", description = "How many of those failed or were cancelled.")
        int failed) {

  static @Nullable ChildrenView of(@Nullable Children children) {
    return children == null
        ? null
        : new ChildrenView(children.total(), children.done(), children.failed());
  }
}
