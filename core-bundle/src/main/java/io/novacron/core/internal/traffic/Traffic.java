package io.novacron.core.internal.traffic;

import io.novacron.api.provider.Breaker;
import io.novacron.api.provider.CallClass;
import io.novacron.api.provider.Throttle;
import io.novacron.core.internal.time.Timer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * When calls to clouds may be made. It outlives the engine, so that what was learnt of a cloud is
 * not forgotten when the state store goes and comes. Accounts share nothing, so that none slows
 * another. Safe for use by many threads; holds none.
 */
public final class Traffic {
  private final Supplier<CallSettings> settings;
  private final Clock clock;
  private final Timer timer;
  private final Executor executor;
  private final Map<String, AccountTraffic> accounts = new ConcurrentHashMap<>();

  /**
   * Makes traffic without calls.
   *
   * @param settings limits, asked anew whenever they matter
   * @param clock the time
   * @param timer for budgets that open
   * @param executor runs those whose turn has come
   */
  public Traffic(Supplier<CallSettings> settings, Clock clock, Timer timer, Executor executor) {
    this.settings = settings;
    this.clock = clock;
    this.timer = timer;
    this.executor = executor;
  }

  /** Names of the accounts that a call was announced for. */
  public Set<String> accounts() {
    return Set.copyOf(accounts.keySet());
  }

  /** Whether calls to an account are let through. */
  public Breaker breaker(String account) {
    AccountTraffic traffic = accounts.get(account);
    return traffic == null ? Breaker.CLOSED : traffic.breaker();
  }

  /** What is known of how many calls an account takes; nothing before the first. */
  public List<Throttle> throttles(String account) {
    AccountTraffic traffic = accounts.get(account);
    return traffic == null ? List.of() : traffic.throttles();
  }

  /** The same of one region and class of calls; absent before the first of them. */
  public Optional<Throttle> throttle(String account, String region, CallClass callClass) {
    AccountTraffic traffic = accounts.get(account);
    return traffic == null ? Optional.empty() : traffic.throttle(new BudgetKey(region, callClass));
  }

  /**
   * Announces a call. It waits from the moment in which it is told to {@link PendingCall#enter}.
   *
   * @param ticket what it says of itself
   * @param turn runs on the executor when its turn has come
   */
  public PendingCall announce(CallTicket ticket, Consumer<PendingCall> turn) {
    AccountTraffic account =
        accounts.computeIfAbsent(
            ticket.account(), name -> new AccountTraffic(name, settings, clock, timer, executor));
    return new PendingCall(account, ticket, turn, clock.instant());
  }
}
