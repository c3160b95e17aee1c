package io.novacron.shell.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the control plane to answer a command. */
final class Answers {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private Answers() {}

  /** The answer, or the problem that the stage failed with. */
  static <T> T get(CompletionStage<T> stage) throws InterruptedException {
    return get(stage, LIMIT);
  }

  /** The same for a call that may itself take so long. */
  static <T> T get(CompletionStage<T> stage, Duration limit) throws InterruptedException {
    try {
      return stage.toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw Problem.builder(
              "no-answer",
              Category.UNAVAILABLE,
              "there was no answer within " + limit.toSeconds() + " s")
          .nextStep(
              "What was asked for may still be done: look at novacron:op-list before you ask again.")
          .toException();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProblemException problem) {
        throw problem;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
