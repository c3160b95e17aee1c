package io.novacron.core.internal.template;

import io.novacron.api.error.FieldError;
import io.novacron.api.template.TemplateParameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The values of a template's parameters for one machine.
 *
 * @param values a value for each declared parameter, defaults included
 * @param errors what is wrong with those given, at {@code /template/parameters/NAME}
 */
record ParameterValues(Map<String, String> values, List<FieldError> errors) {
  private static final String POINTER = "/template/parameters/";

  static ParameterValues of(List<TemplateParameter> declared, Map<String, String> given) {
    Map<String, String> values = new HashMap<>();
    List<FieldError> errors = new ArrayList<>();
    for (TemplateParameter parameter : declared) {
      String value = given.get(parameter.name());
      String preset = parameter.defaultValue();
      if (value != null) {
        ParameterCheck.fault(parameter, value)
            .ifPresent(fault -> errors.add(new FieldError(POINTER + parameter.name(), fault)));
        values.put(parameter.name(), value);
      } else if (parameter.required()) {
        errors.add(new FieldError(POINTER + parameter.name(), "is missing" + what(parameter)));
      } else {
        values.put(parameter.name(), preset == null ? "" : preset);
      }
    }
    List<String> names = declared.stream().map(TemplateParameter::name).toList();
    for (String name : new TreeSet<>(given.keySet())) {
      if (!names.contains(name)) {
        errors.add(
            new FieldError(
                POINTER + name.replace("~", "~0").replace("/", "~1"),
                names.isEmpty()
                    ? "is not known; the template has no parameters"
                    : "is not known; known are "
                        + names.stream().sorted().collect(Collectors.joining(", "))));
      }
    }
    return new ParameterValues(Map.copyOf(values), List.copyOf(errors));
  }

  private static String what(TemplateParameter parameter) {
    return parameter.description() == null ? "" : ": " + parameter.description();
  }
}
