package io.novacron.core.internal.machine;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderError;
import io.novacron.core.internal.operation.ProviderDirectory;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Questions to a cloud that a request waits for; they change nothing there. */
public final class CloudQuestions {
  private static final int MOST_ATTEMPTS = 3;

  private CloudQuestions() {}

  /**
   * Puts a question to the provider of an account; to its successor, when it is being replaced or
   * was replaced before it answered.
   *
   * @param question asks a provider; may throw a problem
   * @return the answer; fails with UNAVAILABLE while none serves the account, and with the problem
   *     that the provider has
   */
  static <T> CompletionStage<T> ask(
      ProviderDirectory providers,
      String account,
      Function<ProviderDirectory.Served, CompletionStage<Outcome<T>>> question) {
    return ask(providers, account, question, 1);
  }

  private static <T> CompletionStage<T> ask(
      ProviderDirectory providers,
      String account,
      Function<ProviderDirectory.Served, CompletionStage<Outcome<T>>> question,
      int attempt) {
    return providers
        .await(account)
        .thenCompose(
            found -> {
              ProviderDirectory.Served served = present(found, account);
              return question
                  .apply(served)
                  .thenCompose(
                      outcome ->
                          outcome instanceof Outcome.Done<T>
                                  || attempt == MOST_ATTEMPTS
                                  || serves(providers, account, served)
                              ? CompletableFuture.completedFuture(answer(outcome, account))
                              : ask(providers, account, question, attempt + 1));
            });
  }

  private static boolean serves(
      ProviderDirectory providers, String account, ProviderDirectory.Served served) {
    return providers.find(account).filter(now -> now.provider() == served.provider()).isPresent();
  }

  /** The provider of an account, or its successor; UNAVAILABLE while none serves it. */
  public static CompletionStage<ProviderDirectory.Served> served(
      ProviderDirectory providers, String account) {
    return providers.await(account).thenApply(found -> present(found, account));
  }

  private static ProviderDirectory.Served present(
      Optional<ProviderDirectory.Served> found, String account) {
    return found.orElseThrow(
        () ->
            Problem.builder(
                    "provider-missing",
                    Category.UNAVAILABLE,
                    "No provider serves account " + account + " now.")
                .scope("account " + account)
                .nextStep("See GET /api/v1/accounts for why, or ask again later.")
                .toException());
  }

  /**
   * The answer to a question.
   *
   * @throws ProblemException with what the cloud, or the wait for it, came to instead
   */
  public static <T> T answer(Outcome<T> outcome, String account) {
    if (outcome instanceof Outcome.Done<T> done) {
      return done.get();
    }
    if (outcome instanceof Outcome.Failed<T> failed) {
      throw refused(failed.error(), account);
    }
    String reason =
        outcome instanceof Outcome.Unknown<T> unknown ? unknown.reason() : "it answered late";
    throw refused(ProviderError.of(Category.UNAVAILABLE, reason), account);
  }

  private static ProblemException refused(ProviderError error, String account) {
    return Problem.builder("cloud-question-failed", error.category(), error.message())
        .providerCode(error.providerCode())
        .retryAfter(error.retryAfter())
        .scope(error.scope() == null ? "account " + account : error.scope())
        .nextStep("Ask again later; GET /api/v1/accounts says how the account is.")
        .toException();
  }
}
