package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.machine.TemplateReference;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The template that a machine is made from. */
@Schema(
    name = "TemplateReference",
    description = "The template that a machine is made from.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record TemplateReferenceView(
    @JsonProperty(required = true) @Schema(example = "web-server") String name,
    @Schema(description = "The latest when left out; an answer always tells it.", minimum = "1")
        @Nullable Integer version,
    @Schema(
            description =
                "Values of the parameters. In an answer those of secret parameters are keyed"
                    + " digests.",
            example = "{\"stage\": \"live\"}")
        @Nullable Map<String, PlainValue> parameters) {

  static @Nullable TemplateReferenceView of(@Nullable TemplateReference reference) {
    return reference == null
        ? null
        : new TemplateReferenceView(
            reference.name(),
            reference.version(),
            reference.parameters().entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey, entry -> new PlainValue(entry.getValue()))));
  }

  TemplateReference toReference() {
    return new TemplateReference(
        name,
        version,
        parameters == null
            ? Map.of()
            : parameters.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().text())));
  }
}
