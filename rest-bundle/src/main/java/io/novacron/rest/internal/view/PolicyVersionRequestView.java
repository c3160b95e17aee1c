package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.policy.PolicyContent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A new version of a policy. */
@Schema(
    name = "PolicyVersionRequest",
    description = "What a policy is to say from now on.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record PolicyVersionRequestView(
    @Schema(description = PolicyView.DESCRIPTION) @Nullable String description,
    @JsonProperty(required = true)
        @Schema(description = PolicyView.WEIGHTS, example = PolicyView.WEIGHTS_EXAMPLE)
        Map<String, Double> weights,
    @Schema(description = "Up to 32 rules.") @Nullable List<PolicyRuleView> rules) {

  public PolicyContent toContent() {
    return PolicyView.content(description, weights, rules);
  }
}
