package io.novacron.core.internal.catalog;

import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import io.novacron.core.internal.catalog.CatalogDraft.SpotOrigin;

/**
 * Spot prices for Azure, of which the price list has none, from an older one of nine regions,
 * marked as older. Left out are prices that are not below on-demand, and sizes that Azure does not
 * sell as spot: burstable and promotional ones.
 */
final class OlderAzureSpot implements CatalogRule {
  private final PriceMatrix prices;
  private final SpotOrigin origin;

  OlderAzureSpot(PriceMatrix prices, PriceSource source) {
    this.prices = prices;
    this.origin = new SpotOrigin(source, null);
  }

  @Override
  public String name() {
    return "older-azure-spot";
  }

  @Override
  public int apply(CatalogDraft draft) {
    int[] touched = {0};
    prices.forEach(
        draft,
        (offer, row, column) -> {
          InstanceType type = draft.types().get(draft.typeOf(offer));
          boolean sold =
              !type.marks().contains(Mark.BURSTABLE) && !type.marks().contains(Mark.PROMOTION);
          int spot = row.micros(column);
          if (sold && spot < draft.onDemand(offer)) {
            draft.setSpot(offer, spot, origin);
            draft.mark(offer, Mark.SPOT_OLDER);
            touched[0]++;
          }
        });
    return touched[0];
  }
}
