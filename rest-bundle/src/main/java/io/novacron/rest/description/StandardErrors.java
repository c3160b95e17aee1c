package io.novacron.rest.description;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.responses.ApiResponse;

/** The errors that follow from what a route takes. */
final class StandardErrors {
  private static final String IDEMPOTENCY_KEY = "#/components/parameters/IdempotencyKey";

  private StandardErrors() {}

  static void add(String path, PathItem.HttpMethod method, Operation operation) {
    boolean open = path.startsWith("/health/");
    add(operation, "400", "BadRequest");
    add(operation, "406", "NotAcceptable");
    add(operation, "414", "AddressTooLong");
    add(operation, "431", "HeadersTooLarge");
    add(operation, "500", "Defect");
    if (!open) {
      add(operation, "401", "Unauthenticated");
      add(operation, "403", "Denied");
      add(operation, "429", "TooManyRequests");
    }
    if (!path.equals("/health/live")) {
      add(operation, "503", "Unavailable");
    }
    if (path.contains("{")) {
      add(operation, "404", "NotFound");
    }
    if (operation.getRequestBody() != null) {
      add(operation, "408", "BodyTooSlow");
      add(operation, "413", "BodyTooLarge");
      add(operation, "415", "UnsupportedMediaType");
      add(operation, "422", "Unprocessable");
      // A body may name what is not there.
      add(operation, "404", "NotFound");
    }
    if (takes(operation, IDEMPOTENCY_KEY)) {
      add(operation, "422", "Unprocessable");
    }
    if (method != PathItem.HttpMethod.GET) {
      add(operation, "504", "UnknownOutcome");
    }
  }

  private static boolean takes(Operation operation, String parameter) {
    return operation.getParameters().stream().anyMatch(given -> parameter.equals(given.get$ref()));
  }

  private static void add(Operation operation, String status, String response) {
    if (!operation.getResponses().containsKey(status)) {
      operation
          .getResponses()
          .addApiResponse(status, new ApiResponse().$ref("#/components/responses/" + response));
    }
  }
}
