package io.novacron.core.internal.catalog;

/**
 * A table with a line for each type of a cloud and a column for each region; blank where there is
 * no value.
 */
final class PriceMatrix {
  private final String cloud;
  private final Table table;

  /** Takes each value with the offer that it is for. */
  interface Values {
    /** A value of a row, for an offer of the draft. */
    void accept(int offer, Table.Row row, int column);
  }

  PriceMatrix(String cloud, Table table) {
    this.cloud = cloud;
    this.table = table;
  }

  /**
   * Goes over all values in their order.
   *
   * @throws CatalogFormatException for one that no offer is for
   */
  void forEach(CatalogDraft draft, Values values) {
    int[] regions =
        table.columns().stream().mapToInt(column -> draft.region(cloud, column)).toArray();
    for (Table.Row row : table) {
      int type = draft.type(cloud, row.text(0));
      for (int column = 1; column < regions.length; column++) {
        if (row.blank(column)) {
          continue;
        }
        int offer = draft.offer(type, regions[column]);
        if (offer == CatalogDraft.NONE) {
          throw row.wrong(
              "no offer of " + row.text(0) + " in " + table.columns().get(column), null);
        }
        values.accept(offer, row, column);
      }
    }
  }
}
