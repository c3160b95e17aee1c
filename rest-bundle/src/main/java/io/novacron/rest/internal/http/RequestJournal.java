package io.novacron.rest.internal.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and the meters how each request ended. Thread-safe. */
final class RequestJournal {
  private static final Logger LOG = LoggerFactory.getLogger(RequestJournal.class);
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final MeterRegistry meters;

  RequestJournal(MeterRegistry meters) {
    this.meters = meters;
  }

  void ended(Exchange exchange, int status) {
    long nanos = System.nanoTime() - exchange.startNanos();
    // All three labels are bounded: a stranger must not be able to make time series.
    String method = METHODS.contains(exchange.method()) ? exchange.method() : "OTHER";
    Timer.builder("novacron.http.requests")
        .description("Requests by route template and status, from arrival to the end of the answer")
        .tags("method", method, "route", exchange.route(), "status", Integer.toString(status))
        .serviceLevelObjectives(
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10))
        .register(meters)
        .record(nanos, TimeUnit.NANOSECONDS);
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
    // A probe asks again and again until a node is ready; its answer says what is missing.
    boolean notReadyYet = status == 503 && exchange.path().equals("/health/ready");
    if (status >= 400 && !notReadyYet) {
      LOG.info(
          "request refused method={} path={} status={} code={} principal={} address={} millis={} requestId={}{}",
          exchange.method(),
          exchange.path(),
          status,
          exchange.code(),
          exchange.principal(),
          exchange.address(),
          millis,
          exchange.requestId(),
          exchange.traceId() == null ? "" : " traceId=" + exchange.traceId());
    } else {
      LOG.debug(
          "request served method={} path={} status={} principal={} millis={} requestId={}{}",
          exchange.method(),
          exchange.path(),
          status,
          exchange.principal(),
          millis,
          exchange.requestId(),
          exchange.traceId() == null ? "" : " traceId=" + exchange.traceId());
    }
  }
}
