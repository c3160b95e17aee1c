package io.novacron.core.internal.catalog;

import io.novacron.api.catalog.Mark;

/**
 * Google's {@code a3-highgpu-8g} has the GPUs of {@code a3-megagpu-8g} with half of its network,
 * and costs less; where it costs more, its price is marked as unusual and kept, as nothing tells
 * which of the two is wrong.
 */
final class SmallerCostsMore implements CatalogRule {
  @Override
  public String name() {
    return "smaller-costs-more";
  }

  @Override
  public int apply(CatalogDraft draft) {
    int smaller = draft.type("gcp", "a3-highgpu-8g");
    int larger = draft.type("gcp", "a3-megagpu-8g");
    if (smaller == CatalogDraft.NONE || larger == CatalogDraft.NONE) {
      return 0;
    }
    int touched = 0;
    for (int offer = draft.firstOffer(smaller); offer < draft.endOffer(smaller); offer++) {
      int sibling = draft.offer(larger, draft.regionOf(offer));
      if (sibling != CatalogDraft.NONE && draft.onDemand(offer) > draft.onDemand(sibling)) {
        draft.mark(offer, Mark.PRICE_UNUSUAL);
        touched++;
      }
    }
    return touched;
  }
}
