package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.placement.SpotAdvice;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is advised about a spot machine. */
@Schema(name = "SpotAdvice", description = "What is advised about a spot machine.")
public record SpotAdviceView(
    @JsonProperty(required = true) Action action,
    @Schema(description = "The place to go to; for a move.") @Nullable String to,
    @Schema(
            description =
                "What is saved over the horizon against staying, after the cost of the move.")
        @Nullable Money expectedSaving,
    @JsonProperty(required = true) @Schema(description = "Why, with the figures.") String why) {

  public static SpotAdviceView of(SpotAdvice advice) {
    return new SpotAdviceView(
        Action.valueOf(advice.action().name()),
        advice.to(),
        advice.expectedSaving() == null ? null : Money.dollars(advice.expectedSaving()),
        advice.why());
  }

  /** What to do. */
  public enum Action {
    @JsonProperty("stay")
    STAY,
    @JsonProperty("move")
    MOVE,
    @JsonProperty("on-demand")
    ON_DEMAND
  }
}
