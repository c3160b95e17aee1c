package io.novacron.core.internal.account;

import io.novacron.api.provider.Account;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.Quota;
import io.novacron.core.internal.time.Timer;
import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

  /** Regions change rarely, so they are asked for with each tenth check. */
  private static final int REGIONS_EVERY = 10;

  /** What is used of quotas changes with each machine, so it is asked for once a minute. */
  private static final int QUOTAS_EVERY = 2;

  private final Clock clock;
  private final Timer timer;
  private final HealthProbe probe;

  HealthMonitor(Clock clock, Timer timer) {
    this.clock = clock;
    this.timer = timer;
    this.probe = new HealthProbe(clock);
  }

  /** Watches an account until another provider, or none, serves it. */
  void watch(AccountSlot slot, AccountSlot.Serving serving) {
    check(slot, serving, 0, 0);
  }

  private void check(AccountSlot slot, AccountSlot.Serving serving, int number, int failures) {
    if (slot.serving() != serving) {
      return;
    }
    List<String> known = number % REGIONS_EVERY == 0 ? List.of() : slot.regions();
    probe
        .ask(slot.name(), serving.provider(), number, known)
        .whenComplete(
            (outcome, failure) -> judge(slot, serving, number, failures, outcome, failure));
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
          serving,
          outcome == null ? "the check broke off: " + failure : HealthProbe.reason(outcome),
          now);
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
                    .list(probe.context(slot.name(), number, "quotas-"))
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
}
