package io.novacron.rest.description;

import io.swagger.v3.core.filter.AbstractSpecFilter;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Adds what holds for every route alike, so that no route has to repeat it: the errors that each
 * may answer, the parameters that many take, and the form of lists.
 */
public final class DescriptionFilter extends AbstractSpecFilter {
  private static final Set<String> BODY_IS_OPTIONAL = Set.of("actOnMachine", "applyPlan");

  @Override
  public Optional<OpenAPI> filterOpenAPI(
      OpenAPI document,
      Map<String, List<String>> parameters,
      Map<String, String> cookies,
      Map<String, List<String>> headers) {
    SharedParameters shared = new SharedParameters(document);
    ListSchemas lists = new ListSchemas(document);
    document
        .getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach(
                        (method, operation) -> complete(path, method, operation, shared, lists)));
    SchemaCorrections.apply(document.getComponents().getSchemas());
    Examples.addTo(document);
    return Optional.of(document);
  }

  private static void complete(
      String path,
      PathItem.HttpMethod method,
      Operation operation,
      SharedParameters shared,
      ListSchemas lists) {
    shared.replaceIn(operation);
    StandardErrors.add(path, method, operation);
    StandardHeaders.add(operation);
    PlanAnswers.add(operation);
    lists.replaceIn(operation);
    StreamAnswers.replaceIn(operation);
    if (path.startsWith("/health/")) {
      operation.setSecurity(List.of());
    }
    if (operation.getRequestBody() != null) {
      operation
          .getRequestBody()
          .setRequired(!BODY_IS_OPTIONAL.contains(operation.getOperationId()));
    }
  }
}
