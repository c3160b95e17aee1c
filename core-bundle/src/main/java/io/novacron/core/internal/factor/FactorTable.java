package io.novacron.core.internal.factor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of text with a header and cells between tabs.
 *
 * @param columns names of the columns
 * @param rows a list of cells for each line, as many as there are columns
 */
record FactorTable(List<String> columns, List<List<String>> rows) {
  /**
   * Reads a table of this bundle.
   *
   * @throws IllegalStateException when it is not there or a line is cut off
   */
  static FactorTable bundled(String name) {
    try (InputStream stream = FactorTable.class.getResourceAsStream("/factors/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("factors/" + name + " is missing");
      }
      return read(name, stream);
    } catch (IOException e) {
      throw new IllegalStateException("factors/" + name + " cannot be read", e);
    }
  }

  private static FactorTable read(String name, InputStream stream) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    String header = lines.readLine();
    if (header == null) {
      throw new IllegalStateException("factors/" + name + " is empty");
    }
    List<String> columns = List.of(header.split("\t", -1));
    List<List<String>> rows = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      List<String> cells = List.of(line.split("\t", -1));
      if (cells.size() != columns.size()) {
        throw new IllegalStateException(
            "factors/"
                + name
                + ", line "
                + (rows.size() + 2)
                + " has "
                + cells.size()
                + " cells instead of "
                + columns.size());
      }
      rows.add(cells);
    }
    return new FactorTable(columns, List.copyOf(rows));
  }
}
