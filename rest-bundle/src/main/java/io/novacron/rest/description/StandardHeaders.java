package io.novacron.rest.description;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.responses.ApiResponses;

/** The headers that follow from what a route answers. */
final class StandardHeaders {
  private StandardHeaders() {}

  static void add(Operation operation) {
    ApiResponses responses = operation.getResponses();
    add(responses, "201", "Location");
    add(responses, "202", "Location");
    if (responses.containsKey("202")) {
      responses
          .get("202")
          .addHeaderObject("Idempotency-Replayed", reference("IdempotencyReplayed"));
    }
    if (responses.containsKey("304")) {
      add(responses, "200", "ETag");
    }
  }

  private static void add(ApiResponses responses, String status, String header) {
    if (responses.containsKey(status)) {
      responses.get(status).addHeaderObject(header, reference(header));
    }
  }

  private static Header reference(String name) {
    return new Header().$ref("#/components/headers/" + name);
  }
}
