package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A value of a fault, however it is written in JSON.
 *
 * @param text the value as text
 */
@Schema(
    description = "Text, a number, true or false.",
    types = {"string", "number", "boolean"})
public record FaultParameter(String text) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static FaultParameter read(JsonNode node) {
    return new FaultParameter(node.asText());
  }
}
