package io.novacron.rest.internal.http;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** The refusals of the REST face that are made in more than one place. */
public final class Rejections {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final String BEARER = "Bearer realm=\"novacron\"";

  private Rejections() {}

  static RejectedException tooManyRequests(int most) {
    return busy(
        "too-many-requests-under-way",
        "There are " + most + " requests under way, the most that are taken.");
  }

  static RejectedException tooManyWaiting(int most) {
    return busy(
        "too-many-waiting",
        "There are " + most + " requests waiting for operations, the most that are taken.");
  }

  /** More requests than the bucket of their caller has tokens for. */
  static RejectedException tooManyOfCaller(
      String principal, int rate, int burst, Duration wait, Map<String, String> headers) {
    return new RejectedException(
        429,
        Problem.builder(
                "too-many-requests",
                Category.THROTTLED,
                principal
                    + " makes more requests than it may: "
                    + rate
                    + " per second, and "
                    + burst
                    + " at once.")
            .retryAfter(wait)
            .nextStep(
                "Wait as long as Retry-After says; the header RateLimit tells how many are left.")
            .build(),
        headers);
  }

  static RejectedException tooManyBodies() {
    return busy("too-many-bodies", "Too many bodies of requests are still on their way.");
  }

  private static RejectedException busy(String code, String detail) {
    return new RejectedException(
        503,
        Problem.builder(code, Category.UNAVAILABLE, detail)
            .retryAfter(SOON)
            .nextStep("Try again in a second, with fewer requests at once.")
            .build(),
        Map.of());
  }

  /** No token, or one that is not in a form that could be looked at. */
  static RejectedException unauthenticated(String detail) {
    return new RejectedException(
        401,
        Problem.builder("unauthenticated", Category.UNAUTHENTICATED, detail)
            .nextStep(
                "Send the header \"Authorization: Bearer <token>\"; the first start wrote a token to"
                    + " security/admin-token in the data directory.")
            .build(),
        Map.of("WWW-Authenticate", BEARER));
  }

  /** A token that proves nobody. */
  static RejectedException badToken(Problem problem) {
    return new RejectedException(
        401, problem, Map.of("WWW-Authenticate", BEARER + ", error=\"invalid_token\""));
  }

  public static RejectedException noRoute(String path) {
    return new RejectedException(
        404,
        Problem.builder("route-not-found", Category.NOT_FOUND, "There is nothing at " + path + ".")
            .nextStep("GET /openapi.json lists all routes.")
            .build(),
        Map.of());
  }

  static RejectedException wrongMethod(String method, String path, Set<String> allowed) {
    String legal = String.join(", ", allowed);
    return new RejectedException(
        405,
        Problem.builder(
                "method-not-allowed", Category.INVALID, path + " does not take " + method + ".")
            .nextStep("It takes " + legal + ".")
            .build(),
        Map.of("Allow", legal));
  }

  static RejectedException notAcceptable() {
    return new RejectedException(
        406,
        Problem.builder(
                "not-acceptable",
                Category.INVALID,
                "The answer has no form that the Accept header allows.")
            .error("Accept", "must allow application/json (for /metrics: text/plain)")
            .build(),
        Map.of());
  }

  static RejectedException unsupportedEncoding() {
    return new RejectedException(
        415,
        Problem.builder(
                "unsupported-media-type",
                Category.INVALID,
                "The body is packed in a way that is not taken here.")
            .error("Content-Encoding", "must be gzip, or left out")
            .build(),
        Map.of("Accept-Encoding", "gzip"));
  }

  static RejectedException unsupportedMediaType() {
    return new RejectedException(
        415,
        Problem.builder(
                "unsupported-media-type",
                Category.INVALID,
                "The body is of a type that is not taken here.")
            .error("Content-Type", "must be application/json")
            .build(),
        Map.of());
  }
}
