package io.novacron.rest.internal.http;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Traces requests, while there is a tracer: a span for each, within that of the caller who sends a
 * {@code traceparent}. Names and attributes are those of OpenTelemetry's conventions for HTTP.
 * Thread-safe.
 */
public final class RequestTraces {
  private static final W3CTraceContextPropagator CONTEXT = W3CTraceContextPropagator.getInstance();
  private static final String TRACEPARENT = "traceparent";
  private static final int SERVER_ERRORS = 500;

  private final AtomicReference<@Nullable Tracer> tracer = new AtomicReference<>();

  /** A tracer has come. */
  public void set(Tracer value) {
    tracer.set(value);
  }

  /** A tracer has gone. */
  public void clear(Tracer value) {
    tracer.compareAndSet(value, null);
  }

  /**
   * Begins the span of a request; absent while nothing is traced.
   *
   * @param exchange of the request, with its method and path cut to a bound
   */
  @Nullable Span begin(HttpServletRequest request, Exchange exchange) {
    Tracer current = tracer.get();
    if (current == null) {
      return null;
    }
    SpanBuilder builder =
        current
            .spanBuilder(exchange.method())
            .setParent(CONTEXT.extract(Context.root(), request, Headers.INSTANCE))
            .setSpanKind(SpanKind.SERVER)
            .setAttribute("http.request.method", exchange.method())
            .setAttribute("url.path", exchange.path())
            .setAttribute("url.scheme", request.getScheme())
            .setAttribute("client.address", exchange.address());
    return builder.startSpan();
  }

  /** Ends the span of a request. */
  static void end(Span span, Exchange exchange, int status) {
    // The template, not the path: it says which requests are of one kind.
    span.updateName(exchange.method() + " " + exchange.route());
    span.setAttribute("http.route", exchange.route());
    span.setAttribute("http.response.status_code", status);
    span.setAttribute("novacron.request.id", exchange.requestId());
    String code = exchange.code();
    if (code != null) {
      span.setAttribute("error.type", code);
    }
    if (status >= SERVER_ERRORS) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }

  /** What a span hands on to what is done for it. */
  static @Nullable String traceparent(Span span) {
    Map<String, String> headers = new HashMap<>();
    CONTEXT.inject(Context.root().with(span), headers, Map::put);
    return headers.get(TRACEPARENT);
  }

  private enum Headers implements TextMapGetter<HttpServletRequest> {
    INSTANCE;

    @Override
    public Iterable<String> keys(HttpServletRequest carrier) {
      return Collections.list(carrier.getHeaderNames());
    }

    @Override
    public @Nullable String get(@Nullable HttpServletRequest carrier, String key) {
      return carrier == null ? null : carrier.getHeader(key);
    }
  }
}
