package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.placement.LiveFactor;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** The factors that policies can weigh now. */
@Schema(name = "LiveFactors", description = "The factors that policies can weigh now, by name.")
public record LiveFactorsView(@JsonProperty(required = true) List<LiveFactorView> items) {
  public static LiveFactorsView of(List<LiveFactor> factors) {
    return new LiveFactorsView(factors.stream().map(LiveFactorView::of).toList());
  }
}
