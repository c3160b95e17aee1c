package io.novacron.rest.internal.resource;

import io.novacron.api.operation.Operation;
import io.novacron.api.request.LongWork;
import io.novacron.rest.internal.view.OperationView;
import io.novacron.rest.internal.view.PreviewView;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** What the answers to requests for work in the background have in common. */
final class LongWorkAnswers {
  private LongWorkAnswers() {}

  /** 202 with the operation that was begun, 200 with what a dry run tells. */
  static Response of(LongWork work) {
    Operation begun = work.operation();
    return begun == null ? Response.ok(PreviewView.of(work)).build() : begun(begun).build();
  }

  /** 202 with the operation that was begun, and where it is. */
  static Response.ResponseBuilder begun(Operation operation) {
    return Response.accepted(OperationView.of(operation))
        .header(HttpHeaders.LOCATION, OperationResource.path(operation.id()));
  }
}
