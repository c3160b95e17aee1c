package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * A single value, however it is written in JSON; answers write it as text.
 *
 * @param text the value as text
 */
public record PlainValue(@JsonValue String text) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static PlainValue read(JsonNode node) {
    return new PlainValue(node.asText());
  }
}
