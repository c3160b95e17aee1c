package io.novacron.rest.internal.resource;

import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationService;
import io.novacron.api.security.Caller;
import io.novacron.rest.internal.http.Exchange;
import io.novacron.rest.internal.http.Parameters;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * How long an answer is held back for an operation to be done, as {@code ?wait=20s} asks. What was
 * accepted is answered as accepted whatever becomes of the wait.
 */
final class Waiting {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Duration limit;

  private Waiting(Duration limit) {
    this.limit = limit;
  }

  /** Reads the parameter, and takes a place among those who wait before anything is begun. */
  static Waiting of(@Nullable String wait, ContainerRequestContext request) {
    if (wait == null) {
      return new Waiting(Duration.ZERO);
    }
    Duration limit = Parameters.duration("wait", wait, LONGEST);
    Exchange.of(request).ticket().waits();
    return new Waiting(limit);
  }

  /** Reads the parameter where there is nothing to wait for, so that a wrong one is refused. */
  static void check(ContainerRequestContext request) {
    String wait = request.getUriInfo().getQueryParameters().getFirst("wait");
    if (wait != null) {
      Parameters.duration("wait", wait, LONGEST);
    }
  }

  Duration limit() {
    return limit;
  }

  private boolean wanted() {
    return !limit.isZero();
  }

  /** The operation when it is done or the time is up; as it was when it cannot be looked at. */
  CompletionStage<Operation> end(OperationService operations, Caller caller, Operation begun) {
    return wanted() && !begun.done()
        ? operations.await(caller, begun.id(), limit).exceptionally(failure -> begun)
        : CompletableFuture.completedFuture(begun);
  }

  /**
   * The answer to a change that leads to an operation: 200 when it was waited for and is done, or
   * is one that is done as it is recorded; 202 otherwise.
   */
  Response.ResponseBuilder status(Operation now) {
    boolean ready = wanted() || now.kind() == OperationKind.UPDATE;
    return Response.status(ready && now.done() ? Response.Status.OK : Response.Status.ACCEPTED)
        .header("Location", OperationResource.path(now.id()));
  }
}
