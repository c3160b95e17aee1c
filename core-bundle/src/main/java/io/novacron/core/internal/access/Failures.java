package io.novacron.core.internal.access;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.security.Caller;
import io.novacron.api.store.InvalidPageTokenException;
import io.novacron.api.store.RevisionConflictException;
import io.novacron.api.store.StateStoreException;
import io.novacron.api.store.StoreUnavailableException;
import io.novacron.core.internal.codec.UnreadableRecordException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a stage failed with into a problem that a caller can act on. */
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final String STORE = "state-store-unavailable";
  private static final Duration SOON = Duration.ofSeconds(1);

  private Failures() {}

  /**
   * Runs a request on an executor; whatever goes wrong becomes a problem.
   *
   * @param caller whose request it is; its id is logged with a defect
   * @param work what to do
   */
  public static <T> CompletionStage<T> guarded(
      Caller caller, Executor executor, Supplier<CompletionStage<T>> work) {
    CompletableFuture<T> begun;
    try {
      begun = CompletableFuture.supplyAsync(work, executor).thenCompose(stage -> stage);
    } catch (RejectedExecutionException e) {
      begun = CompletableFuture.failedFuture(e);
    }
    return begun.exceptionallyCompose(
        failure -> CompletableFuture.failedFuture(problem(caller, failure)));
  }

  /** Whether a change that failed so may turn out to be made all the same. */
  public static boolean leavesInDoubt(Throwable failure) {
    Throwable cause = unwrapped(failure);
    return cause instanceof StoreUnavailableException
        || (cause instanceof ProblemException known && known.problem().code().equals(STORE));
  }

  /** The failure itself, without the wrapping of stages. */
  public static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static ProblemException problem(Caller caller, Throwable failure) {
    Throwable cause = unwrapped(failure);
    if (cause instanceof ProblemException known) {
      return known;
    }
    if (cause instanceof InvalidPageTokenException) {
      return Problem.builder(
              "invalid-page-token", Category.INVALID, "The page token is not one of this list.")
          .error("pageToken", "must be the nextPageToken of an earlier page, unchanged")
          .nextStep("Begin the list anew without a page token.")
          .toException();
    }
    if (cause instanceof RevisionConflictException) {
      return Problem.builder(
              "changed-meanwhile", Category.CONFLICT, "The record was changed at the same time.")
          .retryable(true)
          .nextStep("Read it again and repeat the request.")
          .toException();
    }
    if (cause instanceof StateStoreException) {
      return unavailable(STORE, "The state store could not do it: " + message(cause));
    }
    if (cause instanceof RejectedExecutionException) {
      return unavailable("overloaded", "Too many requests are being worked on at once.");
    }
    LOG.error("defect request={} principal={}", caller.requestId(), caller.principal(), cause);
    String detail =
        cause instanceof UnreadableRecordException
            ? "A record cannot be read: " + message(cause)
            : "Something went wrong inside NovaCron.";
    return Problem.builder("internal", Category.INTERNAL, detail)
        .nextStep("Look into the log for request " + caller.requestId() + ".")
        .toException();
  }

  private static ProblemException unavailable(String code, String detail) {
    return Problem.builder(code, Category.UNAVAILABLE, detail)
        .retryAfter(SOON)
        .nextStep("Try again in a second.")
        .toException();
  }

  private static String message(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
