package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What breaking a rule does, in words. */
public enum RuleModeWord {
  /** It takes a candidate out. */
  @JsonProperty("hard")
  HARD,
  /** It takes a penalty off the score. */
  @JsonProperty("soft")
  SOFT
}
