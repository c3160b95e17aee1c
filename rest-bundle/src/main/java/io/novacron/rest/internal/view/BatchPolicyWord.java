package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.batch.BatchPolicy;

/** The policies of batches in words. */
public enum BatchPolicyWord {
  @JsonProperty("all-or-nothing")
  ALL_OR_NOTHING,
  @JsonProperty("keep-successes")
  KEEP_SUCCESSES,
  @JsonProperty("at-least")
  AT_LEAST;

  BatchPolicy toPolicy() {
    return switch (this) {
      case ALL_OR_NOTHING -> BatchPolicy.ALL_OR_NOTHING;
      case KEEP_SUCCESSES -> BatchPolicy.KEEP_SUCCESSES;
      case AT_LEAST -> BatchPolicy.AT_LEAST;
    };
  }
}
