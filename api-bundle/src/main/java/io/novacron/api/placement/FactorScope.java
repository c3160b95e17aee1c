package io.novacron.api.placement;

import io.novacron.api.catalog.Catalog;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What is decided on.
 *
 * @param catalog the catalog; values of types, regions and offers are in the order of its numbers
 * @param tenant tenant that a place is sought for
 * @param request what a place is sought for
 * @param accounts the accounts that may be used, in the order of their names; values of accounts
 *     are in this order
 */
public record FactorScope(
    Catalog catalog, String tenant, PlacementRequest request, List<Account> accounts) {
  public FactorScope {
    Objects.requireNonNull(catalog, "catalog");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(request, "request");
    accounts = List.copyOf(accounts);
  }

  /**
   * An account that may be used.
   *
   * @param name unique name
   * @param cloud {@code aws}, {@code azure}, {@code gcp}
   * @param regions ids of the regions that it may use
   */
  public record Account(String name, String cloud, Set<String> regions) {
    public Account {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(cloud, "cloud");
      regions = Set.copyOf(regions);
    }
  }
}
