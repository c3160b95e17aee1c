package io.novacron.core.internal.catalog;

import io.novacron.api.catalog.Mark;
import io.novacron.core.internal.catalog.CatalogDraft.SpotOrigin;

/**
 * Spot prices for EC2 where no price is known (all of us-east-1, and single types elsewhere),
 * computed from the saving against on-demand in percent that the Spot Instance Advisor publishes,
 * and marked as computed. Percents are whole, so a price may be off by half a percent of on-demand;
 * a saving of 0 means that there is no offer.
 */
final class AwsSpotFromSaving implements CatalogRule {
  private final PriceMatrix savings;
  private final PriceSource source;

  AwsSpotFromSaving(PriceMatrix savings, PriceSource source) {
    this.savings = savings;
    this.source = source;
  }

  @Override
  public String name() {
    return "aws-spot-from-saving";
  }

  @Override
  public int apply(CatalogDraft draft) {
    int[] touched = {0};
    savings.forEach(
        draft,
        (offer, row, column) -> {
          int percent = row.integer(column);
          if (percent < 0 || percent > 99) {
            throw row.wrong("a saving must be 0 to 99 percent but is " + percent, null);
          }
          if (percent > 0 && draft.spot(offer) == CatalogDraft.NONE) {
            long spot = Math.round(draft.onDemand(offer) * (100.0 - percent) / 100);
            draft.setSpot(
                offer,
                (int) spot,
                new SpotOrigin(source, "computed from a saving of " + percent + " %"));
            draft.mark(offer, Mark.SPOT_DERIVED);
            if (source.date().isBefore(draft.priceSource(draft.regionOf(offer)).date())) {
              draft.mark(offer, Mark.SPOT_OLDER);
            }
            touched[0]++;
          }
        });
    return touched[0];
  }
}
