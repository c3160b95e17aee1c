package io.novacron.rest.internal.view;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;

/** The HTTP status of a problem. */
public final class StatusOf {
  /** Code of the conflict between an expected revision and the one that is there. */
  private static final String REVISION_MISMATCH = "revision-mismatch";

  /** Code of a cursor past what is kept of the event log. */
  private static final String EVENTS_COMPACTED = "events-compacted";

  private StatusOf() {}

  /**
   * The status of a problem that a service found in a request.
   *
   * @param hasBody whether the request may carry a body; a well-formed one that is wrong is 422
   */
  public static int problem(Problem problem, boolean hasBody) {
    if (problem.code().equals(REVISION_MISMATCH)) {
      return 412;
    }
    if (problem.code().equals(EVENTS_COMPACTED)) {
      return 410;
    }
    if (problem.category() == Category.INVALID && !hasBody) {
      return 400;
    }
    return category(problem.category());
  }

  /** The status of a category where nothing else is known. */
  public static int category(Category category) {
    return switch (category) {
      case INVALID, UNSUPPORTED -> 422;
      case UNAUTHENTICATED -> 401;
      case DENIED, QUOTA -> 403;
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case THROTTLED -> 429;
      case UNKNOWN_OUTCOME -> 504;
      case DEPENDENCY -> 502;
      case PARTIAL -> 207;
      case CAPACITY, UNAVAILABLE -> 503;
      case INTERNAL -> 500;
    };
  }
}
