package io.novacron.core.internal.placement;

import io.novacron.api.machine.Market;

/**
 * How old a price may be to be chosen automatically, in days before the newest price of the
 * catalog. Ages are compared within the catalog, not with today: a decision stays a function of its
 * inputs, and what would be unfair is to weigh an old price against a new one.
 *
 * <p>On-demand prices are lists that a cloud seldom changes; they have no limit unless one is set.
 * Spot prices follow demand: over {@link #DEFAULT_SPOT_DAYS} days more than half of them move by
 * more than a fifth (decision 0006).
 *
 * @param onDemandDays most days for on-demand prices; 0 for no limit
 * @param spotDays most days for spot prices; 0 for no limit
 */
public record PriceAgeLimits(int onDemandDays, int spotDays) {
  /** Most days of a spot price unless set otherwise. */
  public static final int DEFAULT_SPOT_DAYS = 180;

  /** What holds unless it is set. */
  public static final PriceAgeLimits DEFAULT = new PriceAgeLimits(0, DEFAULT_SPOT_DAYS);

  public PriceAgeLimits {
    if (onDemandDays < 0 || spotDays < 0) {
      throw new IllegalArgumentException(
          "limits must be 0 or more days but are " + onDemandDays + " and " + spotDays);
    }
  }

  /** Whether prices of a market have a limit. */
  boolean limits(Market.Kind market) {
    return days(market) != 0;
  }

  /** The limit of a market in days; 0 when it has none. */
  int days(Market.Kind market) {
    return market == Market.Kind.ON_DEMAND ? onDemandDays : spotDays;
  }
}
