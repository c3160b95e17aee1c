package io.novacron.tracing.internal;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.sdk.trace.IdGenerator;

/**
 * Gives a span the id that the baggage of the current context names. A span of an operation has an
 * id that follows from the operation, so that what is traced before and after a restart belongs
 * together. All others get a random one.
 */
final class GivenSpanIds implements IdGenerator {
  /** The entry of the baggage; it never leaves the process. */
  static final String ENTRY = "novacron.span-id";

  private final IdGenerator random = IdGenerator.random();

  @Override
  public String generateSpanId() {
    String given = Baggage.current().getEntryValue(ENTRY);
    return given != null && SpanId.isValid(given) ? given : random.generateSpanId();
  }

  @Override
  public String generateTraceId() {
    return random.generateTraceId();
  }
}
