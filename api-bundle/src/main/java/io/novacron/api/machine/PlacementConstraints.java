package io.novacron.api.machine;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Where a machine may go. What is absent is left to the placement.
 *
 * @param account name of the account to use
 * @param region region id, as the cloud names it
 * @param zone zone id; needs a region
 * @param near a place to be close to
 * @param maxPricePerHour the most that it may cost per hour, in US dollars
 * @param maxCarbonGramsPerKwh the most carbon that the grid of its region may emit, in grams of CO2
 *     equivalent per kilowatt hour; a region without a value that can be compared between clouds is
 *     left out
 * @param policy name of the policy that decides among what is left; absent for the default one
 * @param group name of the placement group that the machine belongs to: the factors {@code spread}
 *     and {@code affinity} look at where the tenant's other machines of the group are; absent for
 *     none
 */
public record PlacementConstraints(
    @Nullable String account,
    @Nullable String region,
    @Nullable String zone,
    @Nullable Near near,
    @Nullable BigDecimal maxPricePerHour,
    @Nullable Double maxCarbonGramsPerKwh,
    @Nullable String policy,
    @Nullable String group) {
  /** No constraint at all. */
  public static final PlacementConstraints NONE =
      new PlacementConstraints(null, null, null, null, null, null, null);

  /** Constraints of a machine that belongs to no group. */
  public PlacementConstraints(
      @Nullable String account,
      @Nullable String region,
      @Nullable String zone,
      @Nullable Near near,
      @Nullable BigDecimal maxPricePerHour,
      @Nullable Double maxCarbonGramsPerKwh,
      @Nullable String policy) {
    this(account, region, zone, near, maxPricePerHour, maxCarbonGramsPerKwh, policy, null);
  }

  /** Constraints under the default policy. */
  public PlacementConstraints(
      @Nullable String account,
      @Nullable String region,
      @Nullable String zone,
      @Nullable Near near,
      @Nullable BigDecimal maxPricePerHour,
      @Nullable Double maxCarbonGramsPerKwh) {
    this(account, region, zone, near, maxPricePerHour, maxCarbonGramsPerKwh, null);
  }

  /** The same constraints under another policy, or with null under the default one. */
  public PlacementConstraints withPolicy(@Nullable String name) {
    return new PlacementConstraints(
        account, region, zone, near, maxPricePerHour, maxCarbonGramsPerKwh, name, group);
  }
}
