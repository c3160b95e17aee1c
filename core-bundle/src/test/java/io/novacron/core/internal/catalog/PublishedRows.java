package io.novacron.core.internal.catalog;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Region;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts a catalog together from rows as they are published: provider, region, type, vCPUs, memory,
 * GPUs, model, architecture, on-demand price, spot price, day.
 */
final class PublishedRows {
  private static final List<String> NO_CELLS = List.of("", "", "", "", "", "", "", "", "", "", "");

  private PublishedRows() {}

  static CatalogDraft draft(String... rows) {
    List<List<String>> cells =
        Arrays.stream(rows)
            .map(row -> List.of(row.split(",", -1)))
            .sorted(
                Comparator.comparing((List<String> row) -> row.get(0))
                    .thenComparing(row -> row.get(2))
                    .thenComparing(row -> row.get(1)))
            .toList();
    TreeMap<String, String> days = new TreeMap<>();
    for (List<String> row : cells) {
      days.put(row.get(0) + "/" + row.get(1), row.get(10));
    }
    List<Region> regions = new ArrayList<>();
    List<PriceSource> sources = new ArrayList<>();
    for (String key : new TreeSet<>(days.keySet())) {
      String[] names = key.split("/", -1);
      regions.add(new Region(names[0], names[1], "City", "US", 0, 0, "US", null));
      sources.add(source(names[0], LocalDate.parse(days.get(key))));
    }
    CatalogDraft draft = new CatalogDraft(List.copyOf(regions), sources);
    List<String> previous = NO_CELLS;
    for (List<String> row : cells) {
      if (!row.subList(0, 1).equals(previous.subList(0, 1))
          || !row.get(2).equals(previous.get(2))) {
        draft.addType(type(row));
      }
      draft.addOffer(draft.region(row.get(0), row.get(1)), micros(row.get(8)));
      if (!row.get(9).isEmpty()) {
        draft.setSpot(draft.size() - 1, micros(row.get(9)));
      }
      previous = row;
    }
    return draft;
  }

  /** The number of an offer. */
  static int offer(CatalogDraft draft, String cloud, String region, String type) {
    return draft.offer(draft.type(cloud, type), draft.region(cloud, region));
  }

  static InstanceType type(CatalogDraft draft, String cloud, String name) {
    return draft.types().get(draft.type(cloud, name));
  }

  static int micros(String price) {
    byte[] text = price.getBytes(StandardCharsets.UTF_8);
    return Micros.parse(text, 0, text.length);
  }

  static PriceSource source(String id, LocalDate day) {
    return new PriceSource(
        id, new Catalog.Source("prices", "somewhere", "facts", day.toString()), id + " list", day);
  }

  static Table table(String... lines) {
    return new Table(
        "catalog/test.tsv", (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static InstanceType type(List<String> row) {
    return new InstanceType(
        row.get(0),
        row.get(2),
        Integer.parseInt(row.get(3)),
        Double.parseDouble(row.get(4)),
        Double.parseDouble(row.get(5)),
        row.get(6).isEmpty() ? null : row.get(6),
        row.get(7),
        Set.of());
  }
}
