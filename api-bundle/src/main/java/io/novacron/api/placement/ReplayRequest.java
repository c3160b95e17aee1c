package io.novacron.api.placement;

import io.novacron.api.policy.PolicyContent;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which decisions are made again, and what is supposed.
 *
 * @param decisions ids of up to 1,000 decisions; empty for the latest
 * @param latest how many of the latest decisions are taken when no ids are given, 1 to 1,000
 * @param policy name of the policy; absent for the one of each decision
 * @param policyVersion version of that policy; absent for its latest; needs a name
 * @param content a policy that need not be kept; absent for none. It excludes a name
 * @param catalog which catalog
 * @param prices up to 100,000 lines of a price history; those that are valid count in place of the
 *     catalog's prices
 * @param pricesOn the day whose prices of the history count; absent for the day of each decision
 */
public record ReplayRequest(
    List<String> decisions,
    int latest,
    @Nullable String policy,
    @Nullable Integer policyVersion,
    @Nullable PolicyContent content,
    Basis catalog,
    List<ReplayPrice> prices,
    @Nullable LocalDate pricesOn) {
  /** The most decisions of a replay. */
  public static final int MOST = 1_000;

  /** The most lines of a price history. */
  public static final int MOST_PRICES = 100_000;

  /** Which catalog a decision is made on again. */
  public enum Basis {
    /** The one that it was made on. */
    AS_DECIDED,
    /** The one that is in force now. */
    CURRENT
  }

  public ReplayRequest {
    decisions = List.copyOf(decisions);
    Objects.requireNonNull(catalog, "catalog");
    prices = List.copyOf(prices);
  }

  /** The latest decisions as they were made. */
  public static ReplayRequest ofLatest(int latest) {
    return new ReplayRequest(
        List.of(), latest, null, null, null, Basis.AS_DECIDED, List.of(), null);
  }

  /** Whether nothing is supposed, so that the same must come out. */
  public boolean isPlain() {
    return policy == null && content == null && catalog == Basis.AS_DECIDED && prices.isEmpty();
  }
}
