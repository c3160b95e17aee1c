package io.novacron.core.internal.account;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.error.Category;
import io.novacron.api.provider.Quota;
import io.novacron.core.internal.placement.QuotaLeft;
import io.novacron.core.internal.placement.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where quotas leave less than the largest type needs, told like what clouds refused: a type with
 * more vCPUs than are left is kept out of decisions until the quota was read again. Safe for use by
 * many threads.
 */
public final class QuotaShortages implements Supplier<List<Refusal>> {
  private final Supplier<List<KnownQuotas>> quotas;
  private final Supplier<Catalog> catalog;
  private volatile Largest largest = new Largest("", 0);

  /**
   * Makes it.
   *
   * @param quotas the quotas of all accounts
   * @param catalog the catalog
   */
  public QuotaShortages(Supplier<List<KnownQuotas>> quotas, Supplier<Catalog> catalog) {
    this.quotas = quotas;
    this.catalog = catalog;
  }

  @Override
  public List<Refusal> get() {
    int vcpus = largest().vcpus;
    return quotas.get().stream()
        .flatMap(
            known ->
                known.quotas().stream()
                    .filter(quota -> quota.left() < vcpus)
                    .map(quota -> refusal(known.account(), quota, known.at())))
        .toList();
  }

  private static Refusal refusal(String account, Quota quota, Instant at) {
    return new Refusal(
        account,
        quota.region(),
        null,
        null,
        quota.market(),
        Category.QUOTA,
        "quota " + quota.name() + ": " + quota.used() + " of " + quota.limit() + " vCPUs in use",
        at,
        at,
        new QuotaLeft(quota.name(), quota.instanceTypePrefixes(), quota.limit(), quota.used()));
  }

  private Largest largest() {
    Catalog current = catalog.get();
    Largest known = largest;
    if (!known.digest.equals(current.digest())) {
      known =
          new Largest(
              current.digest(),
              current.instanceTypes().stream().mapToInt(InstanceType::vcpus).max().orElse(0));
      largest = known;
    }
    return known;
  }

  private record Largest(String digest, int vcpus) {}
}
