import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * How far spot prices move with time, from a history of their changes: {@code java
 * SpotPriceAge.java FILE.csv.gz} with lines of time, type, zone, spot price and on-demand price.
 */
final class SpotPriceAge {
  private static final int[] AGES = {7, 30, 90, 180, 270};
  private static final Duration STEP = Duration.ofDays(10);
  private static final double A_FIFTH = 0.2;

  private SpotPriceAge() {}

  public static void main(String[] arguments) throws IOException {
    Map<String, NavigableMap<Instant, Double>> series = read(Path.of(arguments[0]));
    Instant begin =
        series.values().stream().map(NavigableMap::firstKey).min(Instant::compareTo).orElseThrow();
    Instant end =
        series.values().stream().map(NavigableMap::lastKey).max(Instant::compareTo).orElseThrow();
    System.out.println("days  pairs  median  p90  over a fifth");
    for (int age : AGES) {
      List<Double> changes = new ArrayList<>();
      Duration distance = Duration.ofDays(age);
      for (NavigableMap<Instant, Double> prices : series.values()) {
        for (Instant from = begin; !from.plus(distance).isAfter(end); from = from.plus(STEP)) {
          Map.Entry<Instant, Double> before = prices.floorEntry(from);
          Map.Entry<Instant, Double> after = prices.floorEntry(from.plus(distance));
          if (before != null && after != null) {
            changes.add(Math.abs(after.getValue() / before.getValue() - 1));
          }
        }
      }
      Collections.sort(changes);
      double over =
          changes.stream().filter(change -> change > A_FIFTH).count() / (double) changes.size();
      System.out.printf(
          Locale.ROOT,
          "%4d %6d %6.0f%% %3.0f%% %12.0f%%%n",
          age,
          changes.size(),
          100 * changes.get(changes.size() / 2),
          100 * changes.get(changes.size() * 9 / 10),
          100 * over);
    }
  }

  private static Map<String, NavigableMap<Instant, Double>> read(Path file) throws IOException {
    Map<String, NavigableMap<Instant, Double>> series = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(",", -1);
        // A type that is no longer listed has no price.
        if (!parts[3].isEmpty()) {
          Instant at = Instant.parse(parts[0].replace("Z", ":00Z"));
          series
              .computeIfAbsent(parts[1] + " " + parts[2], name -> new TreeMap<>())
              .put(at, Double.valueOf(parts[3]));
        }
      }
    }
    return series;
  }
}
