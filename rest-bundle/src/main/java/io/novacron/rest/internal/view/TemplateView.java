package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.template.Template;
import io.novacron.api.template.TemplateContent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One version of a template. */
@Schema(name = "Template", description = "One version of a template; it never changes.")
public record TemplateView(
    @JsonProperty(required = true) @Schema(example = "web-server") String name,
    @JsonProperty(required = true) @Schema(example = "default") String tenant,
    @JsonProperty(required = true) int version,
    @JsonProperty(required = true) @Schema(description = "Number of the newest version.")
        int latest,
    @JsonProperty(required = true)
        @Schema(description = "Whether the template was deleted; its versions can still be read.")
        boolean deleted,
    @Nullable String description,
    @JsonProperty(required = true) List<TemplateParameterView> parameters,
    @JsonProperty(required = true) @Schema(description = SPEC, type = "object") TemplateFields spec,
    @JsonProperty(required = true) Instant createdAt,
    @JsonProperty(required = true) @Schema(example = "admin") String createdBy,
    @JsonProperty(required = true)
        @Schema(description = "Rises with each change of the template; its entity tag.")
        long revision) {
  static final String SPEC =
      "The fields of a machine spec but its name. `${parameter}` in a text stands for the"
          + " parameter's value, also where a machine spec has a number, and `$${` for the"
          + " characters `${`.";
  static final String SPEC_EXAMPLE =
      "{\"size\": {\"vcpus\": \"${cpus}\", \"memoryGib\": 8}, \"labels\": {\"stage\":"
          + " \"${stage}\"}}";

  public static TemplateView of(Template template) {
    TemplateContent content = template.content();
    return new TemplateView(
        template.name(),
        template.tenant(),
        template.version(),
        template.latest(),
        template.deleted(),
        content.description(),
        content.parameters().stream().map(TemplateParameterView::of).toList(),
        new TemplateFields(content.fields()),
        template.createdAt(),
        template.createdBy(),
        template.revision());
  }

  static TemplateContent content(
      @Nullable String description,
      @Nullable List<TemplateParameterView> parameters,
      TemplateFields spec) {
    return new TemplateContent(
        description,
        parameters == null
            ? List.of()
            : parameters.stream().map(TemplateParameterView::toParameter).toList(),
        spec.texts());
  }
}
