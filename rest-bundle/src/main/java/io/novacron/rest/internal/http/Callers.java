package io.novacron.rest.internal.http;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.opentelemetry.api.trace.Span;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Objects;

/** Who is behind a request. */
public final class Callers {
  private static final String PROPERTY = "io.novacron.rest.caller";

  private Callers() {}

  static void set(ContainerRequestContext request, Caller caller) {
    Exchange exchange = Exchange.of(request);
    Span span = exchange.span();
    request.setProperty(
        PROPERTY, span == null ? caller : caller.withTraceparent(RequestTraces.traceparent(span)));
    exchange.principal(caller.principal());
  }

  /** The caller; every route but the probes of health has one. */
  public static Caller of(ContainerRequestContext request) {
    return (Caller) Objects.requireNonNull(request.getProperty(PROPERTY), "caller");
  }

  /** The problem of a caller who lacks a permission. */
  static Problem denied(Caller caller, Permission permission) {
    return Problem.builder(
            "denied",
            Category.DENIED,
            caller.principal() + " does not have the permission " + permission + ".")
        .nextStep("Ask an administrator for a role that holds " + permission + ".")
        .build();
  }
}
