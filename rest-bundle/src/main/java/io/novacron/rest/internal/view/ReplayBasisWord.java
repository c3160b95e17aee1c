package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.placement.ReplayRequest;

/** The catalogs of a replay in words. */
public enum ReplayBasisWord {
  @JsonProperty("as-decided")
  AS_DECIDED,
  @JsonProperty("current")
  CURRENT;

  ReplayRequest.Basis toBasis() {
    return switch (this) {
      case AS_DECIDED -> ReplayRequest.Basis.AS_DECIDED;
      case CURRENT -> ReplayRequest.Basis.CURRENT;
    };
  }
}
