package io.novacron.provider.tck;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.Price;
import java.math.BigDecimal;
import java.util.OptionalInt;

/**
 * Refuses a machine that could cost more than may be spent. Each is counted as one that lives for
 * an hour, by the on-demand price of the catalog; disks and traffic are not counted. Not safe for
 * use by many threads.
 */
final class SpendingCeiling {
  private final BigDecimal ceiling;
  private BigDecimal committed = BigDecimal.ZERO;

  /**
   * Makes one.
   *
   * @param ceiling what may be spent, in the catalog's currency
   */
  SpendingCeiling(BigDecimal ceiling) {
    this.ceiling = ceiling;
  }

  /**
   * Counts a machine that is about to be made.
   *
   * @return what is said of it
   * @throws IllegalStateException when it must not be made; its message says why and what to do
   */
  String commit(Catalog catalog, String cloud, String region, String type) {
    OptionalInt offer = catalog.find(cloud, region, type);
    if (offer.isEmpty()) {
      throw new IllegalStateException(
          "the catalog has no price of "
              + type
              + " in "
              + region
              + "; choose another TYPE or REGION");
    }
    Price price = catalog.offer(offer.getAsInt()).onDemand();
    BigDecimal after = committed.add(price.amount());
    if (after.compareTo(ceiling) > 0) {
      throw new IllegalStateException(
          "one more "
              + type
              + " could bring the cost to "
              + words(after, price)
              + ", above the ceiling of "
              + words(ceiling, price)
              + "; raise CEILING or choose a cheaper TYPE");
    }
    committed = after;
    return type
        + " at "
        + words(price.amount(), price)
        + " an hour (price of "
        + price.asOf()
        + "); at most "
        + words(after, price)
        + " of "
        + words(ceiling, price);
  }

  private static String words(BigDecimal amount, Price price) {
    return amount.stripTrailingZeros().toPlainString() + " " + price.currency();
  }
}
