package io.novacron.rest.description;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters that many routes take, each described once. One that a route describes itself
 * means something of its own there.
 */
final class SharedParameters {
  private static final String REQUEST_ID = "#/components/parameters/RequestId";

  private final Map<String, String> references = new HashMap<>();

  SharedParameters(OpenAPI document) {
    document
        .getComponents()
        .getParameters()
        .forEach(
            (key, parameter) -> {
              if ("query".equals(parameter.getIn())) {
                references.put(parameter.getName(), "#/components/parameters/" + key);
              }
            });
  }

  void replaceIn(Operation operation) {
    List<Parameter> parameters = operation.getParameters();
    if (parameters != null) {
      parameters.replaceAll(this::replaced);
    }
    operation.addParametersItem(new Parameter().$ref(REQUEST_ID));
  }

  private Parameter replaced(Parameter parameter) {
    String reference = references.get(parameter.getName());
    return reference == null
            || !"query".equals(parameter.getIn())
            || parameter.getDescription() != null
        ? parameter
        : new Parameter().$ref(reference);
  }
}
