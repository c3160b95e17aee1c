package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.placement.FactorDefinition;
import io.novacron.api.placement.LiveFactor;
import io.swagger.v3.oas.annotations.media.Schema;

/** A factor that a policy can weigh now. */
@Schema(name = "LiveFactor", description = "A factor that a policy can weigh now.")
public record LiveFactorView(
    @JsonProperty(required = true) @Schema(example = "carbon") String name,
    @JsonProperty(required = true) @Schema(example = "infrastructure") String group,
    @JsonProperty(required = true) @Schema(example = "g CO2/kWh") String unit,
    @JsonProperty(required = true) @Schema(description = "Whether a greater value is worth more.")
        boolean moreIsBetter,
    @JsonProperty(required = true)
        @Schema(description = "Whether its values may change from one decision to the next.")
        boolean changing,
    @JsonProperty(required = true)
        @Schema(description = "What fills it.", example = "published-figures")
        String source,
    @JsonProperty(required = true) @Schema(description = "Where its values come from.")
        String origin) {

  public static LiveFactorView of(LiveFactor factor) {
    FactorDefinition definition = factor.definition();
    return new LiveFactorView(
        definition.name(),
        definition.group(),
        definition.unit(),
        definition.utility().moreIsBetter(),
        definition.validity() == FactorDefinition.Validity.DECISION,
        factor.source(),
        definition.origin());
  }
}
