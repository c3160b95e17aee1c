package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.machine.DesiredState;

/** What a machine should be in the end, in words. */
public enum DesiredStateWord {
  @JsonProperty("RUNNING")
  RUNNING,
  @JsonProperty("STOPPED")
  STOPPED,
  @JsonProperty("DELETED")
  DELETED;

  DesiredState toState() {
    return DesiredState.valueOf(name());
  }
}
