package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.placement.FunnelStage;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What one filter did. */
@Schema(name = "FunnelStage", description = "What one filter did to the candidates.")
public record FunnelStageView(
    @JsonProperty(required = true) @Schema(example = "memory") String filter,
    @JsonProperty(required = true) @Schema(description = "Candidates that came to it.") int before,
    @JsonProperty(required = true) @Schema(description = "Candidates that passed it.") int after,
    @Schema(description = "One that it took out, and why.") @Nullable String example) {

  static FunnelStageView of(FunnelStage stage) {
    return new FunnelStageView(stage.filter(), stage.before(), stage.after(), stage.example());
  }
}
