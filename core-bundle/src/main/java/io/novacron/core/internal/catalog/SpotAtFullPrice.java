package io.novacron.core.internal.catalog;

import io.novacron.api.catalog.Mark;

/**
 * Takes out spot prices that are not below on-demand: the source repeats the on-demand price where
 * there is no spot offer.
 */
final class SpotAtFullPrice implements CatalogRule {
  @Override
  public String name() {
    return "spot-at-full-price";
  }

  @Override
  public int apply(CatalogDraft draft) {
    int touched = 0;
    for (int offer = 0; offer < draft.size(); offer++) {
      if (draft.spot(offer) >= draft.onDemand(offer)) {
        draft.setSpot(offer, CatalogDraft.NONE);
        draft.mark(offer, Mark.SPOT_REMOVED);
        touched++;
      }
    }
    return touched;
  }
}
