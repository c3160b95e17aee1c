package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.policy.PolicyContent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A new policy. */
@Schema(
    name = "PolicyRequest",
    description = "A new policy with its first version.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record PolicyRequestView(
    @JsonProperty(required = true) @Schema(pattern = "^[a-z][a-z0-9-]{0,62}$", example = "europe")
        String name,
    @Schema(description = PolicyView.DESCRIPTION) @Nullable String description,
    @JsonProperty(required = true)
        @Schema(description = PolicyView.WEIGHTS, example = PolicyView.WEIGHTS_EXAMPLE)
        Map<String, Double> weights,
    @Schema(description = "Up to 32 rules.") @Nullable List<PolicyRuleView> rules) {

  public PolicyContent toContent() {
    return PolicyView.content(description, weights, rules);
  }
}
