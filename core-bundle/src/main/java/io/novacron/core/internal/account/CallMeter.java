package io.novacron.core.internal.account;

import java.time.Duration;

/** Hears of every call to a cloud. Safe for use by many threads; must return at once. */
@FunctionalInterface
public interface CallMeter {
  /**
   * A call has ended.
   *
   * @param account account
   * @param action word for the call, such as {@code create}
   * @param outcome {@code done}, {@code accepted}, {@code unknown} or the category of the failure
   *     in lower case
   * @param latency how long it took
   */
  void ended(String account, String action, String outcome, Duration latency);
}
