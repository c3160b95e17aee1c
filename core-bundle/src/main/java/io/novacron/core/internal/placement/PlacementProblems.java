package io.novacron.core.internal.placement;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.store.InvalidPageTokenException;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStoreException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;

/** The ways in which placement fails, in the words of the interfaces. */
final class PlacementProblems {
  private static final Duration SOON = Duration.ofSeconds(1);

  private PlacementProblems() {}

  static ProblemException denied(Caller caller, Permission permission) {
    return Problem.builder(
            "denied",
            Category.DENIED,
            caller.principal() + " does not have the permission " + permission + ".")
        .nextStep("Ask an administrator for a role that holds " + permission + ".")
        .toException();
  }

  static ProblemException notFound(String id) {
    return Problem.builder(
            "decision-not-found", Category.NOT_FOUND, "There is no decision " + id + ".")
        .nextStep("List the decisions for their ids.")
        .toException();
  }

  static ProblemException pageSize(int asked) {
    return Problem.builder("invalid-parameter", Category.INVALID, "The page size is out of range.")
        .error("pageSize", "must be 1 to " + Query.MOST + " but is " + asked)
        .toException();
  }

  /** The failure of a stage as what callers are promised; a defect stays what it is. */
  static RuntimeException translated(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof InvalidPageTokenException) {
      return Problem.builder(
              "invalid-page-token", Category.INVALID, "The page token is not one of this list.")
          .error("pageToken", "must be the nextPageToken of an earlier page, unchanged")
          .nextStep("Begin the list anew without a page token.")
          .toException();
    }
    if (cause instanceof StateStoreException) {
      return unavailable("store-unavailable", "The state store could not do it: " + message(cause));
    }
    if (cause instanceof RejectedExecutionException) {
      return unavailable("overloaded", "Too many decisions are being made at once.");
    }
    return cause instanceof RuntimeException runtime ? runtime : new CompletionException(cause);
  }

  private static String message(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private static ProblemException unavailable(String code, String detail) {
    return Problem.builder(code, Category.UNAVAILABLE, detail)
        .retryAfter(SOON)
        .nextStep("Try again in a second.")
        .toException();
  }
}
