package io.novacron.core.internal.catalog;

import io.novacron.api.catalog.Mark;
import java.util.Arrays;

/**
 * Prices of more than twice or less than half of the type's median over its regions, in types of at
 * least four regions. Where the whole region is as dear or as cheap (the median of its prices
 * against the types' medians says so), the price is only marked as unusual; else it is doubtful.
 * Runs after prices were corrected.
 */
final class ImplausiblePrices implements CatalogRule {
  private static final int LEAST_REGIONS = 4;

  @Override
  public String name() {
    return "implausible-prices";
  }

  @Override
  public int apply(CatalogDraft draft) {
    double[] againstMedian = againstMedians(draft);
    double[] regionLevels = regionLevels(draft, againstMedian);
    int touched = 0;
    for (int offer = 0; offer < againstMedian.length; offer++) {
      double ratio = againstMedian[offer];
      if (outside(ratio)) {
        boolean explained = !outside(ratio / regionLevels[draft.regionOf(offer)]);
        draft.mark(offer, explained ? Mark.PRICE_UNUSUAL : Mark.PRICE_DOUBTFUL);
        touched++;
      }
    }
    return touched;
  }

  private static boolean outside(double ratio) {
    return ratio < 0.5 || ratio > 2;
  }

  /** Price over the type's median, 1 where there are too few to tell. */
  private static double[] againstMedians(CatalogDraft draft) {
    double[] ratios = new double[draft.size()];
    Arrays.fill(ratios, 1);
    for (int type = 0; type < draft.types().size(); type++) {
      int first = draft.firstOffer(type);
      int end = draft.endOffer(type);
      if (end - first < LEAST_REGIONS) {
        continue;
      }
      double[] prices = new double[end - first];
      for (int offer = first; offer < end; offer++) {
        prices[offer - first] = draft.onDemand(offer);
      }
      double median = median(prices);
      for (int offer = first; offer < end; offer++) {
        ratios[offer] = draft.onDemand(offer) / median;
      }
    }
    return ratios;
  }

  private static double[] regionLevels(CatalogDraft draft, double[] ratios) {
    int[] counts = new int[draft.regions().size()];
    for (int offer = 0; offer < ratios.length; offer++) {
      counts[draft.regionOf(offer)]++;
    }
    double[][] byRegion = new double[counts.length][];
    for (int region = 0; region < counts.length; region++) {
      byRegion[region] = new double[counts[region]];
    }
    for (int offer = 0; offer < ratios.length; offer++) {
      int region = draft.regionOf(offer);
      byRegion[region][--counts[region]] = ratios[offer];
    }
    return Arrays.stream(byRegion).mapToDouble(ImplausiblePrices::median).toArray();
  }

  /** The median of the values; 1 of none. */
  private static double median(double[] values) {
    return values.length == 0 ? 1 : Medians.of(values);
  }
}
