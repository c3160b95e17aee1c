package io.novacron.core.internal.catalog;

import io.novacron.api.catalog.Catalog;
import io.novacron.core.internal.pool.StatedPool;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a part of the data comes from.
 *
 * @param id short name by which other parts refer to it
 * @param details what is told to users
 * @param label the text of a price's source
 * @param day the day of its prices; absent where it has none
 */
record PriceSource(String id, Catalog.Source details, String label, @Nullable LocalDate day) {
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final int ID = 0;
  private static final int PART = 1;
  private static final int ORIGIN = 2;
  private static final int LICENCE = 3;
  private static final int AS_OF = 4;
  private static final int LABEL = 5;

  /** All sources by id, in their order. */
  static Map<String, PriceSource> read(Table table) {
    Map<String, PriceSource> sources = new LinkedHashMap<>();
    for (Table.Row row : table) {
      sources.put(
          row.text(ID),
          new PriceSource(
              row.text(ID),
              new Catalog.Source(
                  row.text(PART), row.text(ORIGIN), row.text(LICENCE), row.text(AS_OF)),
              row.text(LABEL),
              DAY.matcher(row.text(AS_OF)).matches() ? LocalDate.parse(row.text(AS_OF)) : null));
    }
    return sources;
  }

  /** What the operator says of the prices of a pool. */
  static PriceSource ofPool(StatedPool pool) {
    return new PriceSource(
        "pool",
        new Catalog.Source(
            pool.region().cloud() + " on-demand, " + pool.region().id(),
            pool.priceSource(),
            "the operator's own",
            pool.priceDay().toString()),
        pool.priceSource(),
        pool.priceDay());
  }

  /** The source of an id. */
  static PriceSource named(Map<String, PriceSource> sources, String id) {
    @Nullable PriceSource source = sources.get(id);
    if (source == null) {
      throw new CatalogFormatException("catalog/sources.tsv has no source " + id);
    }
    return source;
  }

  /** The day of the prices. */
  LocalDate date() {
    if (day == null) {
      throw new CatalogFormatException("catalog/sources.tsv: " + id + " has no day");
    }
    return day;
  }
}
