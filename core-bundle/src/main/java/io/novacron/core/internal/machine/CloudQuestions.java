package io.novacron.core.internal.machine;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderError;
import io.novacron.core.internal.operation.ProviderDirectory;

/** Questions to a cloud that a request waits for; they change nothing there. */
final class CloudQuestions {
  private CloudQuestions() {}

  /** The provider of an account, or UNAVAILABLE while none serves it. */
  static ProviderDirectory.Served served(ProviderDirectory providers, String account) {
    return providers
        .find(account)
        .orElseThrow(
            () ->
                Problem.builder(
                        "provider-missing",
                        Category.UNAVAILABLE,
                        "No provider serves account " + account + " now.")
                    .scope("account " + account)
                    .nextStep("See GET /api/v1/accounts for why, or ask again later.")
                    .toException());
  }

  /** The answer to a question, or the problem that it is. */
  static <T> T answer(Outcome<T> outcome, String account) {
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
