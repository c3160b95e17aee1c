package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.template.TemplateParameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A parameter of a template. */
@Schema(
    name = "TemplateParameter",
    description = "A parameter of a template.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record TemplateParameterView(
    @JsonProperty(required = true)
        @Schema(pattern = "^[A-Za-z][A-Za-z0-9_-]{0,62}$", example = "stage")
        String name,
    @JsonProperty(required = true) ParameterTypeWord type,
    @Nullable String description,
    @Schema(description = "Whether a value must be given; false when left out.")
        @Nullable Boolean required,
    @JsonProperty("default")
        @Schema(description = "The value when none is given; empty text when left out.")
        @Nullable PlainValue defaultValue,
    @Schema(description = "The only legal values; any when left out.")
        @Nullable List<PlainValue> allowed,
    @Schema(description = "Least value of a number, or fewest characters of a text.")
        @Nullable Double min,
    @Schema(description = "Greatest value of a number, or most characters of a text.")
        @Nullable Double max,
    @Schema(description = "Regular expression that the whole value of a text must match.")
        @Nullable String pattern,
    @Schema(
            description =
                "Whether the value is never shown again; such a parameter may be used in user data"
                    + " only. False when left out.")
        @Nullable Boolean secret) {

  static TemplateParameterView of(TemplateParameter parameter) {
    return new TemplateParameterView(
        parameter.name(),
        ParameterTypeWord.of(parameter.type()),
        parameter.description(),
        parameter.required(),
        parameter.defaultValue() == null ? null : new PlainValue(parameter.defaultValue()),
        parameter.allowed().isEmpty()
            ? null
            : parameter.allowed().stream().map(PlainValue::new).toList(),
        parameter.min() == null ? null : parameter.min().doubleValue(),
        parameter.max() == null ? null : parameter.max().doubleValue(),
        parameter.pattern(),
        parameter.secret());
  }

  TemplateParameter toParameter() {
    return new TemplateParameter(
        name,
        type.toType(),
        description,
        required != null && required,
        defaultValue == null ? null : defaultValue.text(),
        allowed == null ? List.of() : allowed.stream().map(PlainValue::text).toList(),
        decimal(min),
        decimal(max),
        pattern,
        secret != null && secret);
  }

  private static @Nullable BigDecimal decimal(@Nullable Double value) {
    return value == null ? null : BigDecimal.valueOf(value).stripTrailingZeros();
  }
}
