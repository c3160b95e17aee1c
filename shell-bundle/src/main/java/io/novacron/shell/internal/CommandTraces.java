package io.novacron.shell.internal;

import io.novacron.api.security.Caller;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Traces commands, while there is somebody who collects: a span for each, which is the root of what
 * is done for it. Thread-safe.
 */
public final class CommandTraces {
  private static final W3CTraceContextPropagator CONTEXT = W3CTraceContextPropagator.getInstance();
  private static final String TRACEPARENT = "traceparent";

  private final AtomicReference<@Nullable OpenTelemetry> telemetry = new AtomicReference<>();

  /** There is somebody who collects. */
  void set(OpenTelemetry value) {
    telemetry.set(value);
  }

  /** Who collected has gone. */
  void clear(OpenTelemetry value) {
    telemetry.compareAndSet(value, null);
  }

  /**
   * Begins the span of a command; absent while nothing is traced.
   *
   * @param command name with its scope, such as {@code novacron:vm-create}
   */
  @Nullable Span begin(String command, Caller caller) {
    OpenTelemetry current = telemetry.get();
    if (current == null) {
      return null;
    }
    return current
        .getTracer("io.novacron.shell")
        .spanBuilder(command)
        .setParent(Context.root())
        .setSpanKind(SpanKind.SERVER)
        .setAttribute("client.address", caller.address())
        .setAttribute("novacron.request.id", caller.requestId())
        .startSpan();
  }

  /** The caller, with what a span hands on to what is done for it. */
  static Caller within(@Nullable Span span, Caller caller) {
    if (span == null) {
      return caller;
    }
    Map<String, String> headers = new HashMap<>();
    CONTEXT.inject(Context.root().with(span), headers, Map::put);
    return caller.withTraceparent(headers.get(TRACEPARENT));
  }

  /**
   * Ends the span of a command.
   *
   * @param code of the problem that it ended with; absent where it succeeded
   */
  static void end(@Nullable Span span, @Nullable String code) {
    if (span == null) {
      return;
    }
    if (code != null) {
      span.setAttribute("error.type", code);
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }
}
