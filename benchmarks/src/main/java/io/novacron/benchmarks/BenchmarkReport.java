package io.novacron.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the figures of one benchmark: prints each as it comes and writes them all to a file in
 * the end.
 */
public final class BenchmarkReport {
  private final String name;
  private final Path directory;
  private final PrintStream out;
  private final List<Map<String, Object>> figures = new ArrayList<>();

  /**
   * Begins a report.
   *
   * @param name name of the benchmark; the file is {@code NAME.json}
   * @param directory where the file goes
   * @param out where the lines go
   */
  public BenchmarkReport(String name, Path directory, PrintStream out) {
    this.name = name;
    this.directory = directory;
    this.out = out;
  }

  /** A report into the folder that the system property {@code benchmark.results} names. */
  public static BenchmarkReport of(String name) {
    return new BenchmarkReport(
        name, Path.of(System.getProperty("benchmark.results", "benchmarks/results")), System.out);
  }

  /** A figure that stands alone. */
  public void add(String what, double figure, String unit) {
    add(what, figure, unit, null, null);
  }

  /**
   * A figure beside its peer's.
   *
   * @param what what was measured
   * @param figure the figure
   * @param unit its unit
   * @param ratio the figure divided by the peer's
   * @param peer what it is compared with
   */
  public void add(
      String what, double figure, String unit, @Nullable Double ratio, @Nullable String peer) {
    out.printf(
        Locale.ROOT,
        "%-40s %14.3f %-12s %8s %s%n",
        name + "." + what,
        figure,
        unit,
        ratio == null ? "-" : String.format(Locale.ROOT, "%.3f", ratio),
        peer == null ? "-" : peer);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("name", what);
    line.put("figure", figure);
    line.put("unit", unit);
    if (ratio != null && peer != null) {
      line.put("ratio", ratio);
      line.put("peer", peer);
    }
    figures.add(line);
  }

  /** Writes the file. */
  public void write() throws IOException {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("benchmark", name);
    report.put("at", Instant.now().toString());
    report.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    report.put("processors", Runtime.getRuntime().availableProcessors());
    report.put("figures", figures);
    Files.createDirectories(directory);
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(directory.resolve(name + ".json").toFile(), report);
  }
}
