package io.novacron.rest.internal.http;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes answers of what services promise. Answers are built and written on threads of our own,
 * since a promise is kept on a thread of the service that must not be held up by a slow reader; and
 * no promise is waited for without end.
 */
public final class Answers {
  private final Executor executor;
  private final Supplier<RestSettings> settings;

  public Answers(Executor executor, Supplier<RestSettings> settings) {
    this.executor = executor;
    this.settings = settings;
  }

  /** The answer to a request that only reads. */
  public <T> CompletionStage<Response> read(
      CompletionStage<T> promise, Function<T, Response> shape) {
    return answer(promise, shape, settings.get().timeout(), Answers::readTimedOut);
  }

  /**
   * The answer to a request that only reads, and that the service itself holds back for a while.
   *
   * @param held how long it may be held back
   */
  public <T> CompletionStage<Response> held(
      CompletionStage<T> promise, Duration held, Function<T, Response> shape) {
    return answer(promise, shape, held.plus(settings.get().timeout()), Answers::readTimedOut);
  }

  /** The answer to a request that changes something. */
  public <T> CompletionStage<Response> change(
      CompletionStage<T> promise, Function<T, Response> shape) {
    return answer(promise, shape, settings.get().timeout(), Answers::changeTimedOut);
  }

  /**
   * The answer to a request that changes something, and then is held back for a while.
   *
   * @param held how long it may be held back
   */
  public <T> CompletionStage<Response> heldChange(
      CompletionStage<T> promise, Duration held, Function<T, Response> shape) {
    return answer(promise, shape, held.plus(settings.get().timeout()), Answers::changeTimedOut);
  }

  private <T> CompletionStage<Response> answer(
      CompletionStage<T> promise,
      Function<T, Response> shape,
      Duration limit,
      Function<Duration, ProblemException> timedOut) {
    // A copy: the time limit must not reach into the service's own stage.
    CompletableFuture<T> copy = promise.thenApply(value -> value).toCompletableFuture();
    BiFunction<T, @Nullable Throwable, Response> answer =
        (value, thrown) -> {
          if (thrown == null) {
            return shape.apply(value);
          }
          throw new CompletionException(
              thrown instanceof TimeoutException ? timedOut.apply(limit) : thrown);
        };
    if (copy.isDone()) {
      return copy.handle(answer);
    }
    // Failures change threads too: to write an answer takes as long as its reader likes.
    return copy.copy()
        .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .handleAsync(answer, executor);
  }

  private static ProblemException readTimedOut(Duration limit) {
    return Problem.builder(
            "timed-out",
            Category.UNAVAILABLE,
            "There was no answer within " + limit.toSeconds() + " s.")
        .nextStep("Try again; GET /health/ready says whether something is missing.")
        .toException();
  }

  private static ProblemException changeTimedOut(Duration limit) {
    return Problem.builder(
            "timed-out",
            Category.UNKNOWN_OUTCOME,
            "It was not confirmed within "
                + limit.toSeconds()
                + " s, and may or may not have been recorded.")
        .nextStep(
            "Repeat it with the same Idempotency-Key, or look at GET /api/v1/operations first.")
        .toException();
  }
}
