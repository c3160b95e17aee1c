package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value of a fault, however it is written in JSON.
 *
 * @param text the value as text
 */
public record FaultParameter(String text) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static FaultParameter read(JsonNode node) {
    return new FaultParameter(node.asText());
  }
}
