package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.template.ParameterType;

/** The types of parameters in words. */
public enum ParameterTypeWord {
  @JsonProperty("string")
  STRING,
  @JsonProperty("integer")
  INTEGER,
  @JsonProperty("number")
  NUMBER,
  @JsonProperty("boolean")
  BOOLEAN;

  static ParameterTypeWord of(ParameterType type) {
    return switch (type) {
      case STRING -> STRING;
      case INTEGER -> INTEGER;
      case NUMBER -> NUMBER;
      case BOOLEAN -> BOOLEAN;
    };
  }

  ParameterType toType() {
    return switch (this) {
      case STRING -> ParameterType.STRING;
      case INTEGER -> ParameterType.INTEGER;
      case NUMBER -> ParameterType.NUMBER;
      case BOOLEAN -> ParameterType.BOOLEAN;
    };
  }
}
