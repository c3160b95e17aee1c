package io.novacron.shell.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of text under headers. Each column has a rank: in a narrow terminal the ones of the highest
 * rank are left out first, and 0 stays.
 */
final class Table {
  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a column that always stays. */
  Table column(String header) {
    return column(header, 0);
  }

  /** Adds a column that may be left out. */
  Table column(String header, int rank) {
    columns.add(new Column(header, rank));
    return this;
  }

  /** Adds a row, one cell for each column. */
  Table row(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "a row of " + columns.size() + " cells was expected but has " + cells.length);
    }
    rows.add(List.copyOf(Arrays.asList(cells)));
    return this;
  }

  List<Column> columns() {
    return columns;
  }

  List<List<String>> rows() {
    return rows;
  }

  /** How many characters the widest cell of a column has, its header included. */
  int width(int column) {
    int width = columns.get(column).header().length();
    for (List<String> row : rows) {
      width = Math.max(width, row.get(column).length());
    }
    return width;
  }

  /**
   * A column.
   *
   * @param header what it is called
   * @param rank 0 when it always stays; the higher, the sooner it is left out
   */
  record Column(String header, int rank) {}
}
