package io.novacron.core.internal.account;

import io.novacron.api.provider.Account;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.ProviderFactory;
import io.novacron.api.provider.Quota;
import io.novacron.core.internal.operation.ProviderDirectory;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of one account. Its methods only touch memory; safe for use by many threads. */
final class AccountSlot {
  private static final Logger LOG = LoggerFactory.getLogger(AccountSlot.class);

  private final String name;
  private final CallWindow window;
  private GivenAccount given;
  private Account.State state = Account.State.WAITING_FOR_PROVIDER;
  private @Nullable String reason;
  private @Nullable Serving serving;
  private boolean closing;
  private boolean swapping;
  private @Nullable String cloud;
  private Set<String> capabilities = Set.of();
  private List<String> regions = List.of();
  private @Nullable KnownQuotas quotas;
  private @Nullable Instant checkedAt;
  private @Nullable GivenAccount refused;

  AccountSlot(GivenAccount given, Clock clock) {
    name = given.name();
    this.given = given;
    window = new CallWindow(clock);
  }

  String name() {
    return name;
  }

  CallWindow window() {
    return window;
  }

  synchronized GivenAccount given() {
    return given;
  }

  synchronized Account.State state() {
    return state;
  }

  synchronized @Nullable Serving serving() {
    return serving;
  }

  /** Whether a former provider of the account is still being closed. */
  synchronized boolean closing() {
    return closing;
  }

  synchronized void closing(boolean value) {
    closing = value;
  }

  /** Whether a swap of its provider is under way, which alone then changes who serves it. */
  synchronized boolean swapping() {
    return swapping;
  }

  synchronized void swapping(boolean value) {
    swapping = value;
  }

  /** A provider serves it from now on; whether it does so well is not known yet. */
  synchronized void serve(GivenAccount newGiven, Serving newServing) {
    given = newGiven;
    serving = newServing;
    refused = null;
    learn(newServing);
    if (state != Account.State.SWAPPING) {
      forget();
      become(Account.State.CONNECTING, null);
    }
  }

  /** A provider that was found healthy serves it from now on. */
  synchronized void serve(Serving newServing, List<String> newRegions, Instant at) {
    serving = newServing;
    refused = null;
    learn(newServing);
    healthy(newServing, newRegions, at);
  }

  /** No provider serves it any more, or none does yet. */
  synchronized @Nullable Serving stop(
      GivenAccount newGiven, Account.State newState, @Nullable String why) {
    Serving former = serving;
    given = newGiven;
    serving = null;
    if (newState != Account.State.SWAPPING) {
      forget();
    }
    become(newState, why);
    return former;
  }

  /** A successor was awaited, and has not come. */
  synchronized void notSucceeded(String why) {
    if (state == Account.State.SWAPPING && serving == null && !swapping) {
      forget();
      become(Account.State.WAITING_FOR_PROVIDER, why);
    }
  }

  private void forget() {
    regions = List.of();
    quotas = null;
  }

  private void learn(Serving from) {
    cloud = from.provider.cloud();
    capabilities =
        from.factory.descriptor().capabilities().stream()
            .filter(each -> !from.provider.absences().containsKey(each))
            .map(Capability::wireName)
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * New settings are wrong; what was in force stays in force.
   *
   * @return whether this is news
   */
  synchronized boolean refuse(GivenAccount wrong, String why) {
    boolean news = !wrong.equals(refused);
    refused = wrong;
    if (serving == null) {
      given = wrong;
      become(Account.State.MISCONFIGURED, why);
    } else {
      reason = "new settings were refused and the former ones stay in force: " + why;
    }
    return news;
  }

  /** A health check of this serving went well. */
  synchronized void healthy(Serving checked, List<String> newRegions, Instant at) {
    if (serving == checked) {
      checkedAt = at;
      regions = List.copyOf(newRegions);
      become(Account.State.READY, refused == null ? null : reason);
    }
  }

  /** The quotas were read through this serving. */
  synchronized void quotas(Serving asked, List<Quota> read, Instant at) {
    if (serving == asked) {
      List<Quota> sorted =
          read.stream()
              .sorted(Comparator.comparing(Quota::region).thenComparing(Quota::name))
              .toList();
      if (quotas == null || !quotas.quotas().equals(sorted)) {
        quotas = new KnownQuotas(name, sorted, at);
      }
    }
  }

  /** The quotas as they were last read, with when they became so; absent before that. */
  synchronized @Nullable KnownQuotas quotas() {
    return quotas;
  }

  /** A health check of this serving went wrong. */
  synchronized void unhealthy(Serving checked, String why, Instant at) {
    if (serving == checked) {
      checkedAt = at;
      become(Account.State.UNHEALTHY, why);
    }
  }

  /** A health check went wrong, but once is no pattern. */
  synchronized void doubtful(Serving checked, Instant at) {
    if (serving == checked) {
      checkedAt = at;
    }
  }

  synchronized List<String> regions() {
    return regions;
  }

  synchronized Optional<ProviderDirectory.Served> served() {
    Serving current = serving;
    return current == null
        ? Optional.empty()
        : Optional.of(new ProviderDirectory.Served(current.provider, current.factory.descriptor()));
  }

  /** The account with the figures of its latest calls, which take a while to compute. */
  synchronized Account toAccount() {
    return account(window.health(checkedAt));
  }

  /** The account without the figures of its calls, for who decides by its state alone. */
  synchronized Account withoutFigures() {
    return account(new Account.Health(null, null, 0, null, checkedAt));
  }

  private Account account(Account.Health health) {
    Serving current = serving;
    boolean known = current != null || state == Account.State.SWAPPING;
    return new Account(
        name,
        given.tenant(),
        known ? cloud : null,
        given.provider(),
        current == null ? null : current.factory.descriptor().version(),
        state,
        reason,
        given.embedded(),
        health,
        known ? capabilities : Set.of(),
        regions);
  }

  private void become(Account.State newState, @Nullable String why) {
    if (newState != state) {
      LOG.info(
          "account state account={} provider={} state={}{}",
          name,
          given.provider(),
          newState,
          why == null ? "" : " reason=\"" + why + "\"");
    }
    state = newState;
    reason = why;
  }

  /**
   * A provider at work for the account.
   *
   * @param factory factory that made it
   * @param configuration what it was made with
   * @param provider the provider, behind its guard
   * @param guard the guard
   */
  record Serving(
      ProviderFactory factory,
      AccountConfiguration configuration,
      GuardedProvider provider,
      CallGuard guard) {}
}
