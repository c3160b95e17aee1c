package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.template.TemplateContent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A new template. */
@Schema(
    name = "TemplateRequest",
    description = "A new template with its first version.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record TemplateRequestView(
    @JsonProperty(required = true)
        @Schema(pattern = "^[a-z][a-z0-9-]{0,62}$", example = "web-server")
        String name,
    @Nullable String description,
    @Schema(description = "Up to 64 parameters.") @Nullable List<TemplateParameterView> parameters,
    @JsonProperty(required = true)
        @Schema(
            description = TemplateView.SPEC,
            type = "object",
            example = TemplateView.SPEC_EXAMPLE)
        TemplateFields spec) {

  public TemplateContent toContent() {
    return TemplateView.content(description, parameters, spec);
  }
}
