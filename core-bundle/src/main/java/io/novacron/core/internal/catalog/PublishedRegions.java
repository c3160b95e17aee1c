package io.novacron.core.internal.catalog;

import io.novacron.api.catalog.CarbonIntensity;
import io.novacron.api.catalog.Region;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The regions, each with the carbon of its grid.
 *
 * <p>Carbon values come from two families of sources that differ for the same grid, so that clouds
 * in one city would seem to differ. Where Google Cloud has a region in a grid, its value is used
 * for every cloud there and may be compared; a table says which regions share a grid. Elsewhere the
 * published value of the region stays and may not be compared. A region without a value has none:
 * unknown is not zero.
 *
 * @param regions all regions
 * @param priceSources where each region's prices come from
 * @param comparable how many regions have a carbon value that may be compared
 * @param replaced how many of them had another value
 */
record PublishedRegions(
    List<Region> regions, List<PriceSource> priceSources, int comparable, int replaced) {
  private static final int CLOUD = 0;
  private static final int ID = 1;
  private static final int CITY = 2;
  private static final int COUNTRY = 3;
  private static final int LATITUDE = 4;
  private static final int LONGITUDE = 5;
  private static final int JURISDICTION = 6;
  private static final int CARBON = 7;
  private static final int CARBON_SOURCE = 8;
  private static final int PRICES = 9;
  private static final int GRID_OF = 2;

  static PublishedRegions read(Table table, Table grids, Map<String, PriceSource> sources) {
    Map<String, CarbonIntensity> published = new HashMap<>();
    for (Table.Row row : table) {
      if (!row.blank(CARBON)) {
        published.put(
            key(row.text(CLOUD), row.text(ID)),
            new CarbonIntensity(row.decimal(CARBON), row.text(CARBON_SOURCE), false));
      }
    }
    Map<String, CarbonIntensity> ofGrid = carbonOfGrids(grids, published);
    List<Region> regions = new ArrayList<>();
    List<PriceSource> priceSources = new ArrayList<>();
    int comparable = 0;
    int replaced = 0;
    for (Table.Row row : table) {
      String key = key(row.text(CLOUD), row.text(ID));
      @Nullable CarbonIntensity own = published.get(key);
      @Nullable CarbonIntensity carbon = own;
      if (row.text(CLOUD).equals("gcp") && own != null) {
        carbon = new CarbonIntensity(own.gramsPerKwh(), gridSource(row.text(ID)), true);
      } else if (ofGrid.containsKey(key)) {
        carbon = ofGrid.get(key);
      }
      comparable += carbon != null && carbon.comparable() ? 1 : 0;
      replaced +=
          carbon != null && own != null && carbon.gramsPerKwh() != own.gramsPerKwh() ? 1 : 0;
      regions.add(
          new Region(
              row.text(CLOUD),
              row.text(ID),
              row.text(CITY),
              row.text(COUNTRY),
              row.decimal(LATITUDE),
              row.decimal(LONGITUDE),
              row.text(JURISDICTION),
              carbon));
      priceSources.add(PriceSource.named(sources, row.text(PRICES)));
    }
    return new PublishedRegions(
        List.copyOf(regions), List.copyOf(priceSources), comparable, replaced);
  }

  private static Map<String, CarbonIntensity> carbonOfGrids(
      Table grids, Map<String, CarbonIntensity> published) {
    Map<String, CarbonIntensity> ofGrid = new HashMap<>();
    for (Table.Row row : grids) {
      String googleRegion = row.text(GRID_OF);
      @Nullable CarbonIntensity google = published.get(key("gcp", googleRegion));
      if (google == null) {
        throw row.wrong("gcp " + googleRegion + " has no carbon value", null);
      }
      ofGrid.put(
          key(row.text(CLOUD), row.text(ID)),
          new CarbonIntensity(google.gramsPerKwh(), gridSource(googleRegion), true));
    }
    return ofGrid;
  }

  private static String gridSource(String googleRegion) {
    return "region-carbon-info 2024, grid of gcp " + googleRegion;
  }

  private static String key(String cloud, String id) {
    return cloud + "/" + id;
  }
}
