package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.placement.Counterfactual;
import io.swagger.v3.oas.annotations.media.Schema;

/** What would change the choice. */
@Schema(name = "Counterfactual", description = "What would have to change for another choice.")
public record CounterfactualView(
    @JsonProperty(required = true) String change,
    @JsonProperty(required = true) ChoiceView wouldChoose) {

  static CounterfactualView of(Counterfactual counterfactual) {
    return new CounterfactualView(
        counterfactual.change(), ChoiceView.ofKnown(counterfactual.wouldChoose()));
  }
}
