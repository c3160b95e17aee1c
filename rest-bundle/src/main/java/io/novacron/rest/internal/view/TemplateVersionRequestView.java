package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.template.TemplateContent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A new version of a template. */
@Schema(
    name = "TemplateVersionRequest",
    description = "What a new version of a template is to say.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record TemplateVersionRequestView(
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
