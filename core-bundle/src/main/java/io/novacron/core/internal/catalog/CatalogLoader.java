package io.novacron.core.internal.catalog;

import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Region;
import io.novacron.core.internal.pool.StatedPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the published data and applies the rules to it. */
final class CatalogLoader {
  private static final List<String> CLOUDS = List.of("aws", "azure", "gcp");
  private static final int VCPUS = 1;
  private static final int MEMORY = 2;
  private static final int GPUS = 3;
  private static final int GPU_MODEL = 4;
  private static final int ARCHITECTURE = 5;
  private static final int FIRST_PRICE = 6;

  private final CatalogParts parts;

  private final @Nullable StatedPool pool;

  CatalogLoader(CatalogParts parts) {
    this(parts, null);
  }

  /**
   * @param parts what the clouds have published
   * @param pool what the operator offers beside it; absent for nothing
   */
  CatalogLoader(CatalogParts parts, @Nullable StatedPool pool) {
    this.parts = parts;
    this.pool = pool;
  }

  /**
   * Reads everything.
   *
   * @throws CatalogFormatException when a part is missing or cannot be understood
   */
  ColumnarCatalog load() {
    Map<String, PriceSource> sources = PriceSource.read(parts.table("sources.tsv"));
    PublishedRegions regions =
        PublishedRegions.read(parts.table("regions.tsv"), parts.table("grids.tsv"), sources);
    List<Region> allRegions = new ArrayList<>(regions.regions());
    List<PriceSource> pricesOfRegions = new ArrayList<>(regions.priceSources());
    if (pool != null) {
      PriceSource own = PriceSource.ofPool(pool);
      sources.put(own.id(), own);
      allRegions.add(pool.region());
      pricesOfRegions.add(own);
    }
    CatalogDraft draft = new CatalogDraft(List.copyOf(allRegions), List.copyOf(pricesOfRegions));
    for (String cloud : CLOUDS) {
      readOffers(cloud, draft);
    }
    if (pool != null) {
      addPool(pool, draft);
    }
    readSpot("aws", draft);
    readSpot("gcp", draft);
    List<RuleCount> counts = new ArrayList<>();
    counts.add(new RuleCount("carbon-comparable", regions.comparable()));
    counts.add(new RuleCount("carbon-replaced", regions.replaced()));
    for (CatalogRule rule : rules(sources)) {
      counts.add(new RuleCount(rule.name(), rule.apply(draft)));
    }
    return new ColumnarCatalog(draft, List.copyOf(sources.values()), parts, counts);
  }

  private void addPool(StatedPool stated, CatalogDraft draft) {
    parts.include("pool", stated.text());
    int region = draft.region(stated.region().cloud(), stated.region().id());
    for (StatedPool.PricedType priced : stated.types()) {
      draft.addType(priced.type());
      draft.addOffer(region, priced.micros());
    }
  }

  /** In the order in which they must run: shapes, then prices, then what is judged by prices. */
  private List<CatalogRule> rules(Map<String, PriceSource> sources) {
    return List.of(
        new ConstrainedCores(),
        new GpuCounts(parts.table("gpus.tsv")),
        new OtherAccelerators(),
        MarkedTypes.burstable(),
        MarkedTypes.promotions(),
        new WindowsSurcharge(),
        new ImplausiblePrices(),
        new SmallerCostsMore(),
        new SpotAtFullPrice(),
        new OlderAzureSpot(
            new PriceMatrix("azure", parts.table("azure-spot.tsv")),
            PriceSource.named(sources, "azure-spot")),
        new AwsSpotFromSaving(
            new PriceMatrix("aws", parts.table("aws-spot-saving.tsv")),
            PriceSource.named(sources, "aws-spot-saving")));
  }

  private void readOffers(String cloud, CatalogDraft draft) {
    Table table = parts.table(cloud + ".tsv");
    int[] regions =
        table.columns().stream().mapToInt(column -> draft.region(cloud, column)).toArray();
    for (Table.Row row : table) {
      draft.addType(
          new InstanceType(
              cloud,
              row.text(0),
              row.integer(VCPUS),
              row.decimal(MEMORY),
              row.decimal(GPUS),
              row.blank(GPU_MODEL) ? null : row.text(GPU_MODEL),
              row.text(ARCHITECTURE),
              Set.of()));
      for (int column = FIRST_PRICE; column < regions.length; column++) {
        if (row.blank(column)) {
          continue;
        }
        if (regions[column] == CatalogDraft.NONE) {
          throw row.wrong("there is no region " + table.columns().get(column), null);
        }
        draft.addOffer(regions[column], row.micros(column));
      }
    }
  }

  private void readSpot(String cloud, CatalogDraft draft) {
    new PriceMatrix(cloud, parts.table(cloud + "-spot.tsv"))
        .forEach(draft, (offer, row, column) -> draft.setSpot(offer, row.micros(column)));
  }
}
