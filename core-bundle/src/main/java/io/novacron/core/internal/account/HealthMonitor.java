package io.novacron.core.internal.account;

import io.novacron.api.provider.Account;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.Quota;
import io.novacron.core.internal.time.Timer;
import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks each account now and then whether its cloud answers, which regions it may use, and what is
 * left of its quotas. One failed check is repeated soon; two in a row make the account unhealthy.
 */
final class HealthMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);
  private static final Duration PERIOD = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofSeconds(3);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Regions change rarely, so they are asked for with each tenth check. */
  private static final int REGIONS_EVERY = 10;

  /** What is used of quotas changes with each machine, so it is asked for once a minute. */
  private static final int QUOTAS_EVERY = 2;

  private final Clock clock;
  private final Timer timer;

  HealthMonitor(Clock clock, Timer timer) {
    this.clock = clock;
    this.timer = timer;
  }

  /** Watches an account until another provider, or none, serves it. */
  void watch(AccountSlot slot, AccountSlot.Serving serving) {
    check(slot, serving, 0, 0);
  }

  private void check(AccountSlot slot, AccountSlot.Serving serving, int number, int failures) {
    if (slot.serving() != serving) {
      return;
    }
    CallContext context =
        new CallContext(
            "health-" + slot.name(),
            number + 1,
            "health-" + slot.name(),
            clock.instant().plus(LIMIT));
    serving
        .provider()
        .checkHealth(context)
        .thenCompose(
            outcome ->
                outcome instanceof Outcome.Done<Void>
                    ? regions(slot, serving, number)
                    : CompletableFuture.completedFuture(failed(outcome)))
        .whenComplete(
            (outcome, failure) -> judge(slot, serving, number, failures, outcome, failure));
  }

  private CompletionStage<Outcome<List<String>>> regions(
      AccountSlot slot, AccountSlot.Serving serving, int number) {
    List<String> known = slot.regions();
    if (!known.isEmpty() && number % REGIONS_EVERY != 0) {
      return CompletableFuture.completedFuture(new Outcome.Done<>(known));
    }
    return serving
        .provider()
        .regions(
            new CallContext(
                "health-" + slot.name(),
                number + 1,
                "regions-" + slot.name(),
                clock.instant().plus(LIMIT)));
  }

  private void judge(
      AccountSlot slot,
      AccountSlot.Serving serving,
      int number,
      int failures,
      @Nullable Outcome<List<String>> outcome,
      @Nullable Throwable failure) {
    Instant now = clock.instant();
    if (outcome instanceof Outcome.Done<List<String>> done) {
      slot.healthy(serving, done.get(), now);
      if (number % QUOTAS_EVERY == 0) {
        askQuotas(slot, serving, number);
      }
      checkLater(PERIOD, slot, serving, number + 1, 0);
      return;
    }
    boolean known = slot.state() == Account.State.READY;
    if (known && failures == 0) {
      slot.doubtful(serving, now);
    } else {
      slot.unhealthy(
          serving, outcome == null ? "the check broke off: " + failure : reason(outcome), now);
    }
    checkLater(SOON, slot, serving, number + 1, failures + 1);
  }

  /**
   * A provider that has gone must not be kept, with all its classes, until the next check is due.
   */
  private void checkLater(
      Duration delay, AccountSlot slot, AccountSlot.Serving serving, int number, int failures) {
    WeakReference<AccountSlot.Serving> served = new WeakReference<>(serving);
    timer.after(
        delay,
        () -> {
          AccountSlot.Serving still = served.get();
          if (still != null) {
            check(slot, still, number, failures);
          }
        });
  }

  /** An account whose quotas cannot be read is healthy all the same; the former figures stay. */
  private void askQuotas(AccountSlot slot, AccountSlot.Serving serving, int number) {
    serving
        .provider()
        .quotas()
        .ifPresent(
            quotas ->
                quotas
                    .list(
                        new CallContext(
                            "health-" + slot.name(),
                            number + 1,
                            "quotas-" + slot.name(),
                            clock.instant().plus(LIMIT)))
                    .whenComplete(
                        (outcome, failure) -> {
                          if (outcome instanceof Outcome.Done<List<Quota>> done) {
                            slot.quotas(serving, done.get(), clock.instant());
                          } else {
                            LOG.debug(
                                "quotas not read account={} outcome={}",
                                slot.name(),
                                outcome == null ? failure : outcome);
                          }
                        }));
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

  private static String reason(Outcome<List<String>> outcome) {
    if (outcome instanceof Outcome.Failed<List<String>> failed) {
      return failed.error().category() + ": " + failed.error().message();
    }
    return outcome instanceof Outcome.Unknown<List<String>> unknown
        ? unknown.reason()
        : "the cloud did not finish its answer";
  }
}
