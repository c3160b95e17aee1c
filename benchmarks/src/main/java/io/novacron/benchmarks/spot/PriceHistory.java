package io.novacron.benchmarks.spot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The published price history, unfolded: of each price only its changes are stored.
 *
 * @param series one of each instance type, by name
 * @param regions the region of each zone
 * @param published what the file of reference policies says of each type for {@code hysteresis10},
 *     with no charge for moves
 */
public record PriceHistory(
    List<PriceSeries> series, Map<String, String> regions, Map<String, Published> published) {
  private static final String FOLDER = "sets/spot/price_history";
  private static final String PRICES = "aws_spot_price_changes.csv.gz";
  private static final String HOME = "us-east-1";

  /**
   * A published figure.
   *
   * @param cost relative to on-demand
   * @param moves how many
   */
  record Published(double cost, int moves) {}

  private record Change(Instant at, String type, String zone, double spot, double onDemand) {}

  /** The file that a data folder has to have. */
  public static Path file(Path data) {
    return data.resolve(FOLDER).resolve(PRICES);
  }

  /** Reads the history from a data folder. */
  public static PriceHistory read(Path data) throws IOException {
    Path folder = data.resolve(FOLDER);
    Map<String, String> regions = new HashMap<>();
    for (String[] row : rows(Files.readAllLines(folder.resolve("az_regions.csv")))) {
      regions.put(row[0], row[1]);
    }
    Map<String, Published> published = new HashMap<>();
    for (String[] row : rows(Files.readAllLines(folder.resolve("reference_policies.csv")))) {
      published.put(
          row[0], new Published(Double.parseDouble(row[4]), (int) Double.parseDouble(row[6])));
    }
    return new PriceHistory(unfold(changes(file(data)), regions), regions, published);
  }

  private static List<String[]> rows(List<String> lines) {
    return lines.stream().skip(1).map(line -> line.split(",", -1)).toList();
  }

  private static List<Change> changes(Path file) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return rows(lines.lines().toList()).stream().map(PriceHistory::change).toList();
    }
  }

  private static Change change(String[] row) {
    return new Change(
        Instant.parse(row[0].replace("Z", ":00Z")), row[1], row[2], number(row[3]), number(row[4]));
  }

  private static double number(String text) {
    return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
  }

  private static List<PriceSeries> unfold(List<Change> changes, Map<String, String> regions) {
    SortedSet<Instant> times = new TreeSet<>();
    SortedMap<String, Map<Instant, List<Change>>> byType = new TreeMap<>();
    for (Change change : changes) {
      times.add(change.at());
      byType
          .computeIfAbsent(change.type(), type -> new HashMap<>())
          .computeIfAbsent(change.at(), at -> new ArrayList<>())
          .add(change);
    }
    List<PriceSeries> series = new ArrayList<>();
    byType.forEach((type, at) -> series.add(unfold(type, List.copyOf(times), at, regions)));
    return List.copyOf(series);
  }

  private static PriceSeries unfold(
      String type,
      List<Instant> times,
      Map<Instant, List<Change>> changes,
      Map<String, String> regions) {
    List<String> zones =
        changes.values().stream()
            .flatMap(List::stream)
            .map(Change::zone)
            .distinct()
            .sorted()
            .toList();
    double[][] spot = new double[times.size()][zones.size()];
    double[] onDemand = new double[times.size()];
    double[] current = new double[zones.size()];
    Arrays.fill(current, Double.NaN);
    double home = Double.NaN;
    for (int snapshot = 0; snapshot < spot.length; snapshot++) {
      for (Change change : changesAt(changes, times.get(snapshot))) {
        current[zones.indexOf(change.zone())] = change.spot();
        if (HOME.equals(regions.get(change.zone())) && !Double.isNaN(change.onDemand())) {
          home = change.onDemand();
        }
      }
      spot[snapshot] = current.clone();
      onDemand[snapshot] = home;
    }
    return new PriceSeries(type, times, zones, spot, onDemand);
  }

  private static List<Change> changesAt(Map<Instant, List<Change>> changes, Instant at) {
    @Nullable List<Change> found = changes.get(at);
    return found == null ? List.of() : found;
  }

  /** Whether a zone is in us-east-1, the region whose on-demand price is the measure. */
  boolean isHome(String zone) {
    return HOME.equals(regions.get(zone));
  }
}
