package io.novacron.core.internal.account;

import io.novacron.api.catalog.Region;
import io.novacron.api.placement.FactorDefinition;
import io.novacron.api.placement.FactorDefinition.Validity;
import io.novacron.api.placement.FactorScope;
import io.novacron.api.placement.FactorSource;
import io.novacron.api.placement.FactorValues;
import io.novacron.api.placement.FactorValues.Subject;
import io.novacron.api.placement.Utility;
import io.novacron.api.provider.Account;
import io.novacron.api.provider.Quota;
import io.novacron.api.provider.Throttle;
import io.novacron.core.internal.placement.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the accounts have gone through of late, as factors: how their calls went, what waits for
 * them, what was refused. Answers from memory; safe for use by many threads.
 */
public final class AccountFactors implements FactorSource {
  private static final String HEALTH = "account-health";
  private static final String LATENCY = "account-latency";
  private static final String DEBT = "throttle-debt";
  private static final String REFUSALS = "capacity-refusals";

  private static final String HEADROOM = "quota-headroom";

  private static final double GOOD_LATENCY_MILLIS = 500;

  private static final List<FactorDefinition> DEFINITIONS =
      List.of(
          definition(
              HEALTH,
              "score",
              new Utility.ByDifference(true, 0.25),
              "measured: share of the account's calls that succeeded, halved when its last check"
                  + " failed"),
          definition(
              LATENCY,
              "ms",
              new Utility.ByRatio(false, 10),
              "measured: 95th percentile of the account's calls"),
          definition(
              DEBT,
              "s",
              new Utility.ByDifference(false, 30),
              "measured: seconds until a create would have its turn, by the calls that wait, the"
                  + " rate that the cloud allows, and its pause"),
          definition(
              REFUSALS,
              "refusals",
              new Utility.ByDifference(false, 1),
              "measured: places in the region that were refused to the account of late"),
          definition(
              HEADROOM,
              "share",
              new Utility.ByDifference(true, 0.5),
              "read from the cloud about once a minute: share that is left of the tightest vCPU"
                  + " quota of the account in the region"));

  private final Function<String, List<Account>> accounts;
  private final Function<String, List<Throttle>> throttles;
  private final Supplier<List<Refusal>> refusals;
  private final Supplier<List<KnownQuotas>> quotas;
  private final Clock clock;

  /**
   * Makes the source.
   *
   * @param accounts all accounts of a tenant with the figures of their calls
   * @param throttles what is known of how many calls an account takes
   * @param refusals what was refused of late
   * @param quotas the quotas of all accounts
   * @param clock the time
   */
  public AccountFactors(
      Function<String, List<Account>> accounts,
      Function<String, List<Throttle>> throttles,
      Supplier<List<Refusal>> refusals,
      Supplier<List<KnownQuotas>> quotas,
      Clock clock) {
    this.accounts = accounts;
    this.throttles = throttles;
    this.refusals = refusals;
    this.quotas = quotas;
    this.clock = clock;
  }

  private static FactorDefinition definition(
      String name, String unit, Utility utility, String origin) {
    return new FactorDefinition(name, "operational", unit, utility, Validity.DECISION, origin);
  }

  @Override
  public String name() {
    return "accounts";
  }

  @Override
  public List<FactorDefinition> factors() {
    return DEFINITIONS;
  }

  @Override
  public List<FactorValues> values(FactorScope scope, Set<String> factors) {
    List<FactorValues> columns = new ArrayList<>();
    if (factors.contains(HEALTH)) {
      columns.add(byAccount(HEALTH, scope, 1, account -> account.health().score(account.state())));
    }
    if (factors.contains(LATENCY)) {
      columns.add(
          byAccount(
              LATENCY, scope, GOOD_LATENCY_MILLIS, account -> account.health().latencyP95Millis()));
    }
    if (factors.contains(DEBT)) {
      columns.add(byRegion(DEBT, scope, this::debts));
    }
    if (factors.contains(REFUSALS)) {
      columns.add(byRegion(REFUSALS, scope, this::refusalsOf));
    }
    if (factors.contains(HEADROOM)) {
      columns.add(headrooms(scope));
    }
    return columns;
  }

  /** Regions of which no quota is known are missing. */
  private FactorValues headrooms(FactorScope scope) {
    Map<String, Map<String, Double>> shares = new HashMap<>();
    for (KnownQuotas known : quotas.get()) {
      Map<String, Double> byRegion = new HashMap<>();
      for (Quota quota : known.quotas()) {
        double share = quota.limit() == 0 ? 0 : (double) quota.left() / quota.limit();
        byRegion.merge(quota.region(), share, Math::min);
      }
      shares.put(known.account(), byRegion);
    }
    List<Region> regions = scope.catalog().regions();
    FactorValues.Builder column =
        FactorValues.builder(
            HEADROOM, Subject.ACCOUNT_AND_REGION, scope.accounts().size() * regions.size(), 1);
    for (int account = 0; account < scope.accounts().size(); account++) {
      FactorScope.Account owner = scope.accounts().get(account);
      Map<String, Double> byRegion = shares.getOrDefault(owner.name(), Map.of());
      for (int region = 0; region < regions.size(); region++) {
        Double share = byRegion.get(regions.get(region).id());
        if (share != null && regions.get(region).cloud().equals(owner.cloud())) {
          column.set(account * regions.size() + region, share);
        }
      }
    }
    return column.build();
  }

  private FactorValues byAccount(
      String factor,
      FactorScope scope,
      double reference,
      Function<Account, @Nullable Double> figure) {
    Map<String, Account> known = new HashMap<>();
    accounts.apply(scope.tenant()).forEach(account -> known.put(account.name(), account));
    FactorValues.Builder column =
        FactorValues.builder(factor, Subject.ACCOUNT, scope.accounts().size(), reference);
    for (int index = 0; index < scope.accounts().size(); index++) {
      Account account = known.get(scope.accounts().get(index).name());
      Double value = account == null ? null : figure.apply(account);
      if (value != null) {
        column.set(index, value);
      }
    }
    return column.build();
  }

  /** Regions of which nothing is known have nothing against them. */
  private static FactorValues byRegion(
      String factor, FactorScope scope, Function<String, Map<String, Double>> byRegion) {
    int regions = scope.catalog().regions().size();
    FactorValues.Builder column =
        FactorValues.builder(
            factor, Subject.ACCOUNT_AND_REGION, scope.accounts().size() * regions, 0);
    for (int account = 0; account < scope.accounts().size(); account++) {
      FactorScope.Account owner = scope.accounts().get(account);
      Map<String, Double> figures = byRegion.apply(owner.name());
      for (int region = 0; region < regions; region++) {
        if (scope.catalog().regions().get(region).cloud().equals(owner.cloud())) {
          column.set(
              account * regions + region,
              figures.getOrDefault(scope.catalog().regions().get(region).id(), 0.0));
        }
      }
    }
    return column.build();
  }

  private Map<String, Double> debts(String account) {
    Map<String, Double> debts = new HashMap<>();
    Instant now = clock.instant();
    for (Throttle throttle : throttles.apply(account)) {
      debts.merge(throttle.region(), debt(throttle, now), Math::max);
    }
    return debts;
  }

  private static double debt(Throttle throttle, Instant now) {
    int waiting = throttle.waiting().values().stream().mapToInt(Integer::intValue).sum();
    Double rate = throttle.ratePerSecond();
    double turns = rate == null || rate <= 0 ? 0 : waiting / rate;
    Instant paused = throttle.pausedUntil();
    double pause =
        paused == null || !paused.isAfter(now)
            ? 0
            : Duration.between(now, paused).toMillis() / 1_000.0;
    return Math.max(turns, pause);
  }

  private Map<String, Double> refusalsOf(String account) {
    Map<String, Double> counts = new HashMap<>();
    for (Refusal refusal : refusals.get()) {
      if (refusal.account().equals(account)) {
        counts.merge(refusal.region(), 1.0, Double::sum);
      }
    }
    return counts;
  }
}
