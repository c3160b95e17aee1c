package io.novacron.shell.internal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.karaf.shell.support.table.Row;
import org.apache.karaf.shell.support.table.ShellTable;

/** Prints a table so that no line is longer than the terminal is wide. */
final class FittedTable {
  private static final int SEPARATOR = 3;
  private static final int NARROWEST = 4;
  private static final String CUT = "~";

  private final Table table;
  private final List<Integer> shown;
  private final int[] widths;

  /**
   * Fits a table.
   *
   * @param width characters in a line; 0 for as many as it takes
   */
  FittedTable(Table table, int width) {
    this.table = table;
    int limit = width == 0 ? Integer.MAX_VALUE : width;
    shown = new ArrayList<>(IntStream.range(0, table.columns().size()).boxed().toList());
    widths = IntStream.range(0, table.columns().size()).map(table::width).toArray();
    while (total() > limit && leaveOut()) {
      // The next column of the highest rank.
    }
    while (total() > limit && shrink()) {
      // The widest column, by one character.
    }
  }

  /** Headers of the columns that did not fit. */
  List<String> leftOut() {
    return IntStream.range(0, table.columns().size())
        .filter(column -> !shown.contains(column))
        .mapToObj(column -> table.columns().get(column).header())
        .toList();
  }

  void print(PrintStream out) {
    ShellTable rendered = new ShellTable();
    for (int column : shown) {
      rendered.column(cut(table.columns().get(column).header(), widths[column]));
    }
    for (List<String> cells : table.rows()) {
      Row row = rendered.addRow();
      for (int column : shown) {
        row.addContent(cut(cells.get(column), widths[column]));
      }
    }
    rendered.print(out);
  }

  private int total() {
    return shown.stream().mapToInt(column -> widths[column]).sum() + SEPARATOR * (shown.size() - 1);
  }

  private boolean leaveOut() {
    Integer last =
        shown.stream()
            .filter(column -> rank(column) > 0)
            .max(Comparator.comparing(this::rank))
            .orElse(null);
    return last != null && shown.remove(last);
  }

  private boolean shrink() {
    int widest = shown.stream().max(Comparator.comparing(column -> widths[column])).orElseThrow();
    if (widths[widest] <= NARROWEST) {
      return false;
    }
    widths[widest]--;
    return true;
  }

  private int rank(int column) {
    return table.columns().get(column).rank();
  }

  private static String cut(String cell, int width) {
    String text = Text.plain(cell);
    return text.length() <= width ? text : text.substring(0, width - CUT.length()) + CUT;
  }
}
