package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.placement.Decision;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a machine goes and why. */
@Schema(
    name = "Decision",
    description =
        "Where a machine goes and why. The same request, inputs and seed give the same decision.")
public record DecisionView(
    @JsonProperty(required = true) @Schema(description = "Opaque id.") String id,
    @JsonProperty(required = true) @Schema(example = "default") String tenant,
    @JsonProperty(required = true) PlacementRequestView request,
    @Schema(description = "The choice; left out when no candidate passed all filters.")
        @Nullable ChoiceView chosen,
    @Schema(description = "The next best of another instance type or region.")
        @Nullable ChoiceView runnerUp,
    @Schema(
            description =
                "How much dearer the runner-up is per hour; less than 0 when it is cheaper and lost by"
                    + " other factors.")
        @Nullable Money margin,
    @JsonProperty(required = true) List<FunnelStageView> funnel,
    @JsonProperty(required = true)
        @Schema(
            description = "What the choice was scored by; the contributions add up to its score.")
        List<FactorView> factors,
    @JsonProperty(required = true) @Schema(description = "The same of the runner-up.")
        List<FactorView> runnerUpFactors,
    @JsonProperty(required = true) List<CounterfactualView> counterfactuals,
    @JsonProperty(required = true) @Schema(example = "cheapest") String policy,
    @JsonProperty(required = true) @Schema(example = "1") int policyVersion,
    @JsonProperty(required = true) @Schema(description = "Decides between equals.") long seed,
    @JsonProperty(required = true) @Schema(description = "SHA-256 over the digests of all inputs.")
        String inputsDigest,
    @JsonProperty(required = true) @Schema(description = "Digest of each input by its name.")
        Map<String, String> inputs,
    @JsonProperty(required = true) Instant decidedAt) {

  public static DecisionView of(Decision decision) {
    return new DecisionView(
        decision.id(),
        decision.tenant(),
        PlacementRequestView.of(decision.request()),
        ChoiceView.of(decision.chosen()),
        ChoiceView.of(decision.runnerUp()),
        decision.margin() == null ? null : Money.dollars(decision.margin()),
        decision.funnel().stream().map(FunnelStageView::of).toList(),
        decision.factors().stream().map(FactorView::of).toList(),
        decision.runnerUpFactors().stream().map(FactorView::of).toList(),
        decision.counterfactuals().stream().map(CounterfactualView::of).toList(),
        decision.policy(),
        decision.policyVersion(),
        decision.seed(),
        decision.inputsDigest(),
        decision.inputs(),
        decision.decidedAt());
  }
}
