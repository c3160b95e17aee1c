package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.placement.Factor;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One thing that a candidate was scored by. */
@Schema(
    name = "Factor",
    description = "One thing that a candidate was scored by; contributions add up to its score.")
public record FactorView(
    @JsonProperty(required = true) @Schema(example = "price") String name,
    @JsonProperty(required = true) @Schema(example = "resource") String group,
    @Schema(description = "Value of the candidate; left out when it is missing.")
        @Nullable Double value,
    @JsonProperty(required = true) @Schema(example = "USD/h") String unit,
    @JsonProperty(required = true) double weight,
    @JsonProperty(required = true) double contribution,
    @JsonProperty(required = true)
        @Schema(description = "Whether there is no value, so that it counted as neutral.")
        boolean missing,
    @JsonProperty(required = true)
        @Schema(description = "Whether the value was estimated, not measured or published.")
        boolean estimated) {

  static FactorView of(Factor factor) {
    return new FactorView(
        factor.name(),
        factor.group(),
        factor.value(),
        factor.unit(),
        factor.weight(),
        factor.contribution(),
        factor.missing(),
        factor.estimated());
  }
}
