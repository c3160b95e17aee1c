package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.machine.Market;

/** The kinds of market in words. */
public enum MarketKind {
  @JsonProperty("on-demand")
  ON_DEMAND,
  @JsonProperty("spot")
  SPOT;

  static MarketKind of(Market.Kind kind) {
    return switch (kind) {
      case ON_DEMAND -> ON_DEMAND;
      case SPOT -> SPOT;
    };
  }

  Market.Kind toKind() {
    return switch (this) {
      case ON_DEMAND -> Market.Kind.ON_DEMAND;
      case SPOT -> Market.Kind.SPOT;
    };
  }
}
