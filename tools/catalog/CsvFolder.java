import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** A folder of CSV files, some of which are compressed. */
record CsvFolder(Path folder) {
  /** Rows of a CSV file without quotes, columns in their order. */
  List<Map<String, String>> read(String file) throws IOException {
    try (InputStream raw = Files.newInputStream(folder.resolve(file));
        InputStream bytes = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      String[] header = lines.readLine().split(",", -1);
      List<Map<String, String>> rows = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",", -1);
        if (cells.length != header.length || line.indexOf('"') >= 0 || line.indexOf('\t') >= 0) {
          throw new IllegalStateException(
              file + ", row " + (rows.size() + 2) + ": not " + header.length + " plain cells");
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (int column = 0; column < cells.length; column++) {
          row.put(header[column], cells[column]);
        }
        rows.add(row);
      }
      return rows;
    }
  }
}
