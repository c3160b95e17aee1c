package io.novacron.api.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one version of a template says.
 *
 * @param description what it is for
 * @param parameters up to 64 parameters
 * @param fields the fields of a machine spec by their JSON pointers, such as {@code /size/vcpus};
 *     in a field's text <code>${name}</code> stands for a parameter's value and <code>$${</code>
 *     for the characters <code>${</code>
 */
public record TemplateContent(
    @Nullable String description, List<TemplateParameter> parameters, Map<String, String> fields) {
  public TemplateContent {
    parameters = List.copyOf(parameters);
    fields = Map.copyOf(fields);
  }
}
