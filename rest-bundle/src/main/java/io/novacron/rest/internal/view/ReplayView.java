package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.placement.Replay;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** What became of decisions when they were made again. */
@Schema(name = "Replay", description = "What became of decisions when they were made again.")
public record ReplayView(
    @JsonProperty(required = true)
        @Schema(
            description = "The policy that was supposed, or `as-decided`.",
            example = "same-work")
        String policy,
    @JsonProperty(required = true) List<ReplayedDecisionView> items,
    @JsonProperty(required = true) @Schema(description = "How many could be made again.")
        int replayed,
    @JsonProperty(required = true) @Schema(description = "How many have another offer now.")
        int moves,
    @JsonProperty(required = true)
        @Schema(description = "What the former choices cost per hour, where both are known.")
        Money formerPerHour,
    @JsonProperty(required = true) @Schema(description = "What the new choices cost per hour.")
        Money chosenPerHour,
    @JsonProperty(required = true) @Schema(description = "What the former choices cost more.")
        Money regretPerHour) {

  public static ReplayView of(Replay replay) {
    return new ReplayView(
        replay.policy(),
        replay.items().stream().map(ReplayedDecisionView::of).toList(),
        replay.replayed(),
        replay.moves(),
        Money.dollars(replay.formerPerHour()),
        Money.dollars(replay.chosenPerHour()),
        Money.dollars(replay.regretPerHour()));
  }
}
