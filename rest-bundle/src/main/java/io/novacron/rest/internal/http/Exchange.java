package io.novacron.rest.internal.http;

import io.opentelemetry.api.trace.Span;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through: what is found out about it is kept here for the log, the meters
 * and the problem. Handed from thread to thread, never used by two at once.
 */
public final class Exchange {
  private static final String NOBODY = "-";
  private static final int LONGEST = 512;
  private static final String ATTRIBUTE = "io.novacron.rest.exchange";

  private final String requestId;
  private final String method;
  private final String path;
  private final String address;
  private final long startNanos;
  private final Admission.Ticket ticket;
  private final HttpServletResponse response;
  private volatile String route = "unmatched";
  private volatile String principal = NOBODY;
  private volatile @Nullable String code;
  private volatile @Nullable Span span;
  private volatile Runnable bodyPlace = () -> {};

  Exchange(
      String requestId,
      HttpServletRequest request,
      HttpServletResponse response,
      long startNanos,
      Admission.Ticket ticket) {
    this.response = response;
    this.requestId = requestId;
    this.method = shortened(request.getMethod());
    this.path = shortened(request.getRequestURI());
    this.address = request.getRemoteAddr();
    this.startNanos = startNanos;
    this.ticket = ticket;
    request.setAttribute(ATTRIBUTE, this);
  }

  /** What is long enough to be an attack is not carried into answers and logs as a whole. */
  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  /** The exchange that a request belongs to. */
  public static Exchange of(ContainerRequestContext request) {
    return (Exchange) Objects.requireNonNull(request.getProperty(ATTRIBUTE), "exchange");
  }

  public String requestId() {
    return requestId;
  }

  /** Raw path as it was sent, percent-encoded, without the query; its beginning when it is long. */
  String path() {
    return path;
  }

  String method() {
    return method;
  }

  String address() {
    return address;
  }

  long startNanos() {
    return startNanos;
  }

  /** The place that this request takes up on the server. */
  public Admission.Ticket ticket() {
    return ticket;
  }

  /** Its span; absent while nothing is traced. */
  @Nullable Span span() {
    return span;
  }

  void span(@Nullable Span value) {
    span = value;
  }

  /** Id of its trace, for the log; absent while nothing is traced. */
  @Nullable String traceId() {
    Span current = span;
    return current == null ? null : current.getSpanContext().getTraceId();
  }

  /** Template of the route, such as {@code /api/v1/vms/{id}}. */
  String route() {
    return route;
  }

  void route(String value) {
    route = value;
  }

  /** Begins to read the body; what frees its place is called at its end, or at that of all. */
  void body(Runnable place) {
    bodyPlace = place;
  }

  /** The body is read, or nobody will read it any more. */
  void bodyEnded() {
    bodyPlace.run();
  }

  /** Adds a header to the answer, which must not have begun. */
  void header(String name, String value) {
    response.setHeader(name, value);
  }

  /** Name of the caller; a hyphen while none is known. */
  String principal() {
    return principal;
  }

  void principal(String value) {
    principal = value;
  }

  /** Code of the problem that is the answer. */
  @Nullable String code() {
    return code;
  }

  void code(String value) {
    code = value;
  }
}
