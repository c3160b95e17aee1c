package io.novacron.core.internal.operation;

import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationState;
import io.novacron.api.operation.Step;
import io.novacron.api.provider.Outcome;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Traces operations, while there is a tracer: a span for the operation within that of its request,
 * one for each step within it, and one for each call to a cloud within its step.
 *
 * <p>Nothing is kept in memory. A span is made as a whole when what it tells of has ended, from
 * what the journal has, and its id follows from the operation's. So what ends after a restart, on
 * whatever node, is a part of the same trace. Safe for use by many threads.
 */
public final class OperationTraces {
  /** The entry of the baggage that names the id of the next span; it never leaves the process. */
  private static final String SPAN_ID = "novacron.span-id";

  private static final String TRACEPARENT = "traceparent";
  private static final int SPAN_ID_BYTES = 8;

  private final AtomicReference<@Nullable Tracer> tracer = new AtomicReference<>();

  /** A tracer has come. */
  public void set(Tracer value) {
    tracer.set(value);
  }

  /** A tracer has gone. */
  public void clear(Tracer value) {
    tracer.compareAndSet(value, null);
  }

  /** An operation is now recorded in another way. */
  void changed(OperationRecord before, OperationRecord after) {
    Tracer current = tracer.get();
    if (current == null || after.traceparent() == null) {
      return;
    }
    Context request = request(after);
    if (!sampled(request)) {
      return;
    }
    List<Step> known = before.operation().steps();
    Context operation = within(request, operationSpan(after));
    for (Step step : after.operation().steps()) {
      if (step.endedAt() != null && !known.contains(step)) {
        step(current, operation, after, step, step.endedAt());
      }
    }
    Instant endedAt = after.operation().endedAt();
    if (endedAt != null && !before.done()) {
      operation(current, request, after, endedAt);
    }
  }

  /** A call to a cloud has ended. */
  void called(OperationRecord record, Instant begunAt, Instant endedAt, Outcome<?> outcome) {
    Tracer current = tracer.get();
    if (current == null || record.traceparent() == null) {
      return;
    }
    Context request = request(record);
    if (!sampled(request)) {
      return;
    }
    List<Step> steps = record.operation().steps();
    Step last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
    // A question is asked after a step has ended; its answer begins the next.
    String parentId =
        last != null && last.state() == Step.State.RUNNING
            ? stepSpan(record, last)
            : operationSpan(record);
    Context parent = within(request, parentId);
    String failure = failure(outcome);
    Attributes attributes =
        about(record)
            .put("novacron.call", record.next().word())
            .put("novacron.attempt", record.attempt())
            .put("novacron.outcome", word(outcome))
            .build();
    emit(
        current,
        parent,
        null,
        "provider " + record.next().word(),
        SpanKind.CLIENT,
        begunAt,
        endedAt,
        attributes,
        failure);
  }

  private static void operation(
      Tracer tracer, Context request, OperationRecord record, Instant endedAt) {
    Operation operation = record.operation();
    emit(
        tracer,
        request,
        operationSpan(record),
        "operation " + operation.kind().wireName(),
        SpanKind.INTERNAL,
        operation.createdAt(),
        endedAt,
        about(record)
            .put("novacron.operation.state", operation.state().name())
            .put("novacron.machine.id", operation.target())
            .build(),
        operation.state() == OperationState.SUCCEEDED
            ? null
            : operation.error() == null ? operation.state().name() : operation.error().code());
  }

  private static void step(
      Tracer tracer, Context operation, OperationRecord record, Step step, Instant endedAt) {
    emit(
        tracer,
        operation,
        stepSpan(record, step),
        "step " + step.name(),
        SpanKind.INTERNAL,
        step.startedAt(),
        endedAt,
        about(record)
            .put("novacron.step.attempts", step.attempts())
            .put("novacron.step.detail", step.detail())
            .build(),
        step.state() == Step.State.SUCCEEDED ? null : step.state().name());
  }

  private static AttributesBuilder about(OperationRecord record) {
    return Attributes.builder()
        .put("novacron.operation.id", record.id())
        .put("novacron.operation.kind", record.operation().kind().wireName())
        .put("novacron.account", record.place().account())
        .put("novacron.provider", record.place().provider())
        .put("cloud.region", record.place().region());
  }

  private static void emit(
      Tracer tracer,
      Context parent,
      @Nullable String spanId,
      String name,
      SpanKind kind,
      Instant startedAt,
      Instant endedAt,
      Attributes attributes,
      @Nullable String failure) {
    Context carrier =
        spanId == null ? parent : parent.with(Baggage.builder().put(SPAN_ID, spanId).build());
    try (Scope ignored = carrier.makeCurrent()) {
      Span span =
          tracer
              .spanBuilder(name)
              .setParent(carrier)
              .setSpanKind(kind)
              .setStartTimestamp(startedAt)
              .setAllAttributes(attributes)
              .startSpan();
      if (failure != null) {
        span.setStatus(StatusCode.ERROR, failure);
      }
      span.end(endedAt);
    }
  }

  private static Context request(OperationRecord record) {
    return W3CTraceContextPropagator.getInstance()
        .extract(Context.root(), record, RecordGetter.INSTANCE);
  }

  private static boolean sampled(Context request) {
    return Span.fromContext(request).getSpanContext().isSampled();
  }

  private static Context within(Context request, String spanId) {
    SpanContext outer = Span.fromContext(request).getSpanContext();
    return request.with(
        Span.wrap(
            SpanContext.createFromRemoteParent(
                outer.getTraceId(), spanId, outer.getTraceFlags(), outer.getTraceState())));
  }

  private static String operationSpan(OperationRecord record) {
    return spanId(record.id());
  }

  private static String stepSpan(OperationRecord record, Step step) {
    return spanId(record.id() + "/" + step.name() + "/" + step.startedAt());
  }

  private static String spanId(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      String id = HexFormat.of().formatHex(Arrays.copyOf(digest, SPAN_ID_BYTES));
      // All zeros say that there is no span.
      return SpanId.isValid(id) ? id : spanId(text + "/");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String word(Outcome<?> outcome) {
    if (outcome instanceof Outcome.Failed<?> failed) {
      return failed.error().category().name().toLowerCase(Locale.ROOT);
    }
    return outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String failure(Outcome<?> outcome) {
    if (outcome instanceof Outcome.Failed<?> failed) {
      return failed.error().category().name();
    }
    return outcome instanceof Outcome.Unknown<?> ? "UNKNOWN_OUTCOME" : null;
  }

  /** Reads the one header that a record keeps. */
  private enum RecordGetter implements TextMapGetter<OperationRecord> {
    INSTANCE;

    @Override
    public Iterable<String> keys(OperationRecord carrier) {
      return List.of(TRACEPARENT);
    }

    @Override
    public @Nullable String get(@Nullable OperationRecord carrier, String key) {
      return carrier != null && key.equals(TRACEPARENT) ? carrier.traceparent() : null;
    }
  }
}
