package io.novacron.core.internal.account;

import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.Provider;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asks a provider once whether its cloud answers, and which regions its account may use. */
final class HealthProbe {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Clock clock;

  HealthProbe(Clock clock) {
    this.clock = clock;
  }

  /**
   * Asks.
   *
   * @param account name of the account
   * @param provider its provider
   * @param number which check of the account it is, from 0
   * @param known the regions, where they need not be asked for; else empty
   * @return the regions, or what is wrong; never fails
   */
  CompletionStage<Outcome<List<String>>> ask(
      String account, Provider provider, int number, List<String> known) {
    return provider
        .checkHealth(context(account, number, "health-"))
        .thenCompose(
            outcome -> {
              if (!(outcome instanceof Outcome.Done<Void>)) {
                return CompletableFuture.completedFuture(failed(outcome));
              }
              return known.isEmpty()
                  ? provider.regions(context(account, number, "regions-"))
                  : CompletableFuture.completedFuture(new Outcome.Done<>(known));
            });
  }

  CallContext context(String account, int number, String what) {
    return new CallContext(
        "health-" + account, number + 1, what + account, clock.instant().plus(LIMIT));
  }

  private static Outcome<List<String>> failed(Outcome<Void> outcome) {
    if (outcome instanceof Outcome.Failed<Void> refusal) {
      return new Outcome.Failed<>(refusal.error());
    }
    return new Outcome.Unknown<>(
        outcome instanceof Outcome.Unknown<Void> unknown
            ? unknown.reason()
            : "the health check was not finished");
  }

  /** What is wrong, as a sentence; for outcomes that are not done. */
  static String reason(Outcome<List<String>> outcome) {
    if (outcome instanceof Outcome.Failed<List<String>> failed) {
      return failed.error().category() + ": " + failed.error().message();
    }
    return outcome instanceof Outcome.Unknown<List<String>> unknown
        ? unknown.reason()
        : "the cloud did not finish its answer";
  }
}
