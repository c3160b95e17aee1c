package io.novacron.rest.internal.resource;

import io.novacron.api.operation.Operation;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** What the answers to actions on what was found at the clouds have in common. */
final class InventoryAnswers {
  private InventoryAnswers() {}

  /** 202 while an operation has something to do, 200 otherwise. */
  static Response of(@Nullable Operation operation, Object body) {
    if (operation == null) {
      return Response.ok(body).build();
    }
    return Response.status(operation.done() ? Response.Status.OK : Response.Status.ACCEPTED)
        .header(HttpHeaders.LOCATION, OperationResource.path(operation.id()))
        .entity(body)
        .build();
  }
}
