package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.policy.Policy;
import io.novacron.api.policy.PolicyContent;
import io.novacron.api.policy.PolicyRule;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One version of a policy. */
@Schema(name = "Policy", description = "One version of a policy; it never changes.")
public record PolicyView(
    @JsonProperty(required = true) @Schema(example = "europe") String name,
    @JsonProperty(required = true) @Schema(example = "default") String tenant,
    @JsonProperty(required = true) int version,
    @JsonProperty(required = true) @Schema(description = "Number of the newest version.")
        int latest,
    @JsonProperty(required = true)
        @Schema(description = "Whether the policy was deleted; its versions can still be read.")
        boolean deleted,
    @JsonProperty(required = true)
        @Schema(description = "Whether it comes with NovaCron and cannot be changed.")
        boolean builtIn,
    @JsonProperty(required = true) @Schema(description = DESCRIPTION) String description,
    @JsonProperty(required = true) @Schema(description = WEIGHTS, example = WEIGHTS_EXAMPLE)
        Map<String, Double> weights,
    @JsonProperty(required = true) List<PolicyRuleView> rules,
    @JsonProperty(required = true) Instant createdAt,
    @JsonProperty(required = true) @Schema(example = "admin") String createdBy,
    @JsonProperty(required = true)
        @Schema(description = "Rises with each change of the policy; its entity tag.")
        long revision) {
  static final String DESCRIPTION = "For people; up to 500 characters.";
  static final String WEIGHTS =
      "How much each factor counts, by its name: up to 64 of 0 to 1,000, at least one of them more"
          + " than 0. A factor without one does not count.";
  static final String WEIGHTS_EXAMPLE = "{\"price\": 1, \"carbon\": 0.5}";
  private static final int MOST_ERRORS = 50;

  public static PolicyView of(Policy policy) {
    PolicyContent content = policy.content();
    return new PolicyView(
        policy.name(),
        policy.tenant(),
        policy.version(),
        policy.latest(),
        policy.deleted(),
        policy.builtIn(),
        content.description(),
        content.weights(),
        content.rules().stream().map(PolicyRuleView::of).toList(),
        policy.createdAt(),
        policy.createdBy(),
        policy.revision());
  }

  static PolicyContent content(
      @Nullable String description,
      Map<String, Double> weights,
      @Nullable List<PolicyRuleView> rules) {
    List<FieldError> errors = new ArrayList<>();
    List<PolicyRule> converted = new ArrayList<>();
    for (int i = 0; rules != null && i < rules.size(); i++) {
      converted.add(rules.get(i).toRule("/rules/" + i, errors));
    }
    if (!errors.isEmpty()) {
      throw Problem.builder(
              "invalid-policy", Category.INVALID, "Some rules of the policy are wrong.")
          .errors(errors.subList(0, Math.min(errors.size(), MOST_ERRORS)))
          .nextStep("Correct the fields named and ask again.")
          .toException();
    }
    return new PolicyContent(description == null ? "" : description, weights, converted);
  }
}
