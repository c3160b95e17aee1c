package io.novacron.core.internal.placement;

import io.novacron.api.placement.FactorScope;
import io.novacron.api.placement.PlacementRequest;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * All pairs of an offer and an account at its cloud, as columns. A candidate is a number of an
 * account and a number of an offer; there is no object for each. Immutable, safe for use by many
 * threads.
 */
final class Candidates {
  private final CatalogColumns columns;
  private final List<PlacementAccount> accounts;
  private final List<Refusal> refusals;
  private final LiveFactors factors;
  private final long[] accountHash;

  /** Makes the candidates of a catalog and usable accounts, which may come in any order. */
  Candidates(CatalogColumns columns, List<PlacementAccount> accounts) {
    this(columns, accounts, List.of(), LiveFactors.NONE);
  }

  /**
   * Makes the candidates of a catalog and usable accounts, which may come in any order.
   *
   * @param refusals what was refused of late, in the order of the places
   * @param factors what is known of the candidates beyond their prices
   */
  Candidates(
      CatalogColumns columns,
      List<PlacementAccount> accounts,
      List<Refusal> refusals,
      LiveFactors factors) {
    this.columns = columns;
    this.factors = factors;
    this.refusals = List.copyOf(refusals);
    this.accounts = accounts.stream().sorted(Comparator.comparing(PlacementAccount::name)).toList();
    this.accountHash =
        this.accounts.stream().mapToLong(account -> TieBreak.hash(account.name())).toArray();
  }

  /** The same candidates over other columns of the same catalog. */
  Candidates with(CatalogColumns changed) {
    return new Candidates(changed, accounts, refusals, factors);
  }

  CatalogColumns columns() {
    return columns;
  }

  /** The same candidates with other refusals. */
  Candidates with(List<Refusal> others) {
    return new Candidates(columns, accounts, others, factors);
  }

  /** The same candidates without some refusals. */
  Candidates without(Predicate<Refusal> some) {
    return with(refusals.stream().filter(some.negate()).toList());
  }

  /** The same candidates of which other things are known. */
  Candidates with(LiveFactors known) {
    return new Candidates(columns, accounts, refusals, known);
  }

  /** What factors are asked for. */
  FactorScope scope(String tenant, PlacementRequest request) {
    return new FactorScope(
        columns.catalog(),
        tenant,
        request,
        accounts.stream()
            .map(
                account ->
                    new FactorScope.Account(account.name(), account.cloud(), account.regions()))
            .toList());
  }

  /** What is known of the candidates beyond their prices. */
  LiveFactors factors() {
    return factors;
  }

  /** What was refused of late. */
  List<Refusal> refusals() {
    return refusals;
  }

  /** Hexadecimal SHA-256 of all that was refused of late. */
  String refusalsDigest() {
    Digests parts = new Digests();
    refusals.forEach(
        refusal -> parts.add("place", refusal.place()).add("until", refusal.until().toString()));
    return parts.hex();
  }

  /** The accounts in the order of their names; the number of an account is its position. */
  List<PlacementAccount> accounts() {
    return accounts;
  }

  PlacementAccount account(int account) {
    return accounts.get(account);
  }

  /** Numbers of the regions of an account's cloud. */
  int[] regionsOf(PlacementAccount account) {
    return columns.regionsOf(account.cloud());
  }

  /** The clouds at which there is no account. */
  List<String> cloudsWithoutAccount() {
    return columns.clouds().stream()
        .filter(cloud -> accounts.stream().noneMatch(account -> account.cloud().equals(cloud)))
        .toList();
  }

  /** Whether two candidates are ordered by name: region, type, account. */
  boolean precedes(int account, int offer, int otherAccount, int otherOffer) {
    int byOffer = columns.compareNames(offer, otherOffer);
    return byOffer != 0 ? byOffer < 0 : account < otherAccount;
  }

  /** The lot that a candidate draws. */
  long lot(long seed, int account, int offer) {
    return columns.lot(seed, accountHash[account], offer);
  }

  /** Hexadecimal SHA-256 of all that is known of the accounts. */
  String accountsDigest() {
    Digests parts = new Digests();
    for (PlacementAccount account : accounts) {
      parts
          .add("name", account.name())
          .add("cloud", account.cloud())
          .add("provider", account.provider())
          .add("embedded", Boolean.toString(account.embedded()));
      account.regions().stream().sorted().forEach(region -> parts.add("region", region));
    }
    return parts.hex();
  }
}
