package io.novacron.core.internal.account;

import io.novacron.core.internal.time.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * What swaps of providers work with.
 *
 * @param versions the versions that are there
 * @param opener opens providers
 * @param probe checks their health
 * @param clock the time
 * @param timer for pauses
 * @param serial works off changes of accounts, one at a time
 * @param executor closes providers
 * @param onServed hears of an account that has got a provider
 */
record SwapTools(
    ProviderVersions versions,
    ProviderOpener opener,
    HealthProbe probe,
    Clock clock,
    Timer timer,
    Executor serial,
    Executor executor,
    BiConsumer<AccountSlot, AccountSlot.Serving> onServed) {
  /** How long a provider that is called no more may take to end what it does. */
  static final Duration QUIESCE = Duration.ofMillis(1500);

  void served(AccountSlot slot, AccountSlot.Serving serving) {
    onServed.accept(slot, serving);
  }
}
