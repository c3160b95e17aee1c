package io.novacron.core.internal.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Tab-separated text: a line of column names, then rows with as many cells. An iteration keeps one
 * row at a time.
 */
public final class Table implements Iterable<Table.Row> {
  private final String part;
  private final byte[] text;
  private final List<String> columns;
  private final int firstRow;

  /**
   * @param part where the data is, for messages, such as {@code catalog/aws.tsv}
   * @param text its content in UTF-8; ends with a line feed
   */
  Table(String part, byte[] text) {
    this.part = part;
    this.text = text;
    int end = 0;
    while (end < text.length && text[end] != '\n') {
      end++;
    }
    if (end == text.length || text[text.length - 1] != '\n') {
      throw new CatalogFormatException(part + " is empty or cut off");
    }
    this.columns = List.of(new String(text, 0, end, StandardCharsets.UTF_8).split("\t", -1));
    this.firstRow = end + 1;
  }

  /**
   * Reads a table of this bundle.
   *
   * @param part where it is, such as {@code factors/coremark.tsv}
   * @throws CatalogFormatException when it is not there or cut off
   */
  public static Table bundled(String part) {
    try (InputStream stream = Table.class.getResourceAsStream("/" + part)) {
      if (stream == null) {
        throw new CatalogFormatException(part + " is missing");
      }
      return new Table(part, stream.readAllBytes());
    } catch (IOException e) {
      throw new CatalogFormatException(part + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Names of the columns. */
  public List<String> columns() {
    return columns;
  }

  @Override
  public Iterator<Row> iterator() {
    return new Iterator<>() {
      private int position = firstRow;
      private int line = 1;
      private final int[] ends = new int[columns.size()];

      @Override
      public boolean hasNext() {
        return position < text.length;
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        Row row = new Row(++line, position, ends);
        position = row.end() + 1;
        return row;
      }
    };
  }

  /** One row; it is valid until the next one is asked for. */
  public final class Row {
    private final int line;
    private final int start;
    private final int[] ends;

    /** Finds the ends of the cells, without making a string of each. */
    private Row(int line, int start, int[] ends) {
      this.line = line;
      this.start = start;
      this.ends = ends;
      int cells = 0;
      for (int position = start; ; position++) {
        byte c = text[position];
        if (c == '\t' || c == '\n') {
          if (cells < ends.length) {
            ends[cells] = position;
          }
          cells++;
          if (c == '\n') {
            break;
          }
        }
      }
      if (cells != ends.length) {
        throw wrong("has " + cells + " cells instead of " + ends.length, null);
      }
    }

    private int end() {
      return ends[ends.length - 1];
    }

    private int from(int column) {
      return column == 0 ? start : ends[column - 1] + 1;
    }

    /** A cell as text. */
    public String text(int column) {
      int from = from(column);
      return new String(text, from, ends[column] - from, StandardCharsets.UTF_8);
    }

    /** Whether a cell is empty. */
    public boolean blank(int column) {
      return from(column) == ends[column];
    }

    int integer(int column) {
      try {
        return Integer.parseInt(text(column));
      } catch (NumberFormatException e) {
        throw wrong(columns.get(column) + " is not a whole number: " + text(column), e);
      }
    }

    /**
     * A cell as a number.
     *
     * @throws CatalogFormatException when it is none
     */
    public double decimal(int column) {
      try {
        return Double.parseDouble(text(column));
      } catch (NumberFormatException e) {
        throw wrong(columns.get(column) + " is not a number: " + text(column), e);
      }
    }

    int micros(int column) {
      try {
        return Micros.parse(text, from(column), ends[column]);
      } catch (NumberFormatException e) {
        throw wrong(columns.get(column) + ": " + e.getMessage(), e);
      }
    }

    CatalogFormatException wrong(String what, @Nullable Throwable cause) {
      return new CatalogFormatException(part + ", line " + line + ": " + what, cause);
    }
  }
}
