package io.novacron.rest.internal.http;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.rest.internal.json.InvalidBodyException;
import io.novacron.rest.internal.view.ProblemView;
import io.novacron.rest.internal.view.StatusOf;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever was thrown into the one form that errors have. */
public final class ProblemAnswers {
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);
  private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS");
  private static final Duration SOON = Duration.ofSeconds(5);

  private ProblemAnswers() {}

  /**
   * An answer that says what went wrong.
   *
   * @param status HTTP status
   * @param headers headers beyond those that every answer has
   * @param body the problem
   */
  public record Answer(int status, Map<String, String> headers, ProblemView body) {}

  /**
   * The answer to an exchange that ended in this. A defect is logged under the id of the request.
   */
  static Answer to(Throwable thrown, Exchange exchange) {
    Throwable cause = unwrap(thrown);
    if (cause instanceof RejectedException rejected) {
      return answer(rejected, exchange);
    }
    if (cause instanceof ProblemException failed) {
      Problem problem = failed.problem();
      int status = StatusOf.problem(problem, !WITHOUT_BODY.contains(exchange.method()));
      if ((status == 429 || status == 503) && problem.retryAfter() == null) {
        problem = problem.toBuilder().retryAfter(SOON).build();
      }
      return answer(new RejectedException(status, problem, Map.of()), exchange);
    }
    if (cause instanceof InvalidBodyException body) {
      return answer(rejected(body), exchange);
    }
    if (cause instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
      return answer(rejected(web, exchange), exchange);
    }
    return answer(defect(cause, exchange), exchange);
  }

  private static Throwable unwrap(Throwable thrown) {
    Throwable cause = thrown;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static Answer answer(RejectedException rejected, Exchange exchange) {
    Problem problem = rejected.problem();
    exchange.code(problem.code());
    Map<String, String> headers = new TreeMap<>(rejected.headers());
    Duration wait = problem.retryAfter();
    if (wait != null) {
      headers.put("Retry-After", Long.toString(ProblemView.seconds(wait)));
    }
    return new Answer(
        rejected.status(),
        headers,
        ProblemView.of(problem, rejected.status(), exchange.path(), exchange.requestId()));
  }

  private static RejectedException rejected(InvalidBodyException body) {
    int status =
        switch (body.fault()) {
          case MISSING, INCOMPLETE, MALFORMED -> 400;
          case TOO_SLOW -> 408;
          case TOO_LARGE -> 413;
          case WRONG_SHAPE -> 422;
        };
    return new RejectedException(
        status,
        Problem.builder(body.fault().code(), Category.INVALID, String.valueOf(body.getMessage()))
            .errors(body.errors())
            .build(),
        // What is left of a body that is too large is not read, so the connection can't be used
        // again.
        status == 413 || status == 408 ? Map.of("Connection", "close") : Map.of());
  }

  private static RejectedException rejected(WebApplicationException web, Exchange exchange) {
    if (web instanceof NotFoundException) {
      return Rejections.noRoute(exchange.path());
    }
    if (web instanceof NotAllowedException) {
      return Rejections.wrongMethod(
          exchange.method(), exchange.path(), new TreeSet<>(web.getResponse().getAllowedMethods()));
    }
    if (web instanceof NotAcceptableException) {
      return Rejections.notAcceptable();
    }
    if (web instanceof NotSupportedException) {
      return Rejections.unsupportedMediaType();
    }
    return unreadable(web.getResponse().getStatus(), "");
  }

  /** The answer to a request that the framework refused without a word. */
  static Answer silent(int status, Exchange exchange) {
    return answer(unreadable(status, ""), exchange);
  }

  /**
   * The problem of a request that was too malformed to be read at all.
   *
   * @param status HTTP status, 400 or more
   * @param reason what the HTTP server found wrong
   */
  public static ProblemView malformed(int status, String reason, String requestId) {
    return ProblemView.of(unreadable(status, ": " + reason).problem(), status, null, requestId);
  }

  private static RejectedException unreadable(int status, String reason) {
    return new RejectedException(
        status,
        Problem.builder(
                "bad-request", Category.INVALID, "The request can't be read as HTTP" + reason + ".")
            .nextStep("Look for malformed headers or escapes in the address.")
            .build(),
        Map.of());
  }

  private static RejectedException defect(Throwable cause, Exchange exchange) {
    LOG.error(
        "request failed by a defect method={} path={} requestId={}",
        exchange.method(),
        exchange.path(),
        exchange.requestId(),
        cause);
    return new RejectedException(
        500,
        Problem.builder(
                "internal", Category.INTERNAL, "A defect of the server kept it from answering.")
            .nextStep("The log has the details under the id " + exchange.requestId() + ".")
            .build(),
        Map.of());
  }
}
