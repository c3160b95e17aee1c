import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes the figures that machines are placed by, beside their prices, from the folder of CSV files that they come
 * from. {@code GenerateFactors DATA OUTPUT}. Only rows of types and regions that the price
 * catalog has are taken; the same input gives the same bytes.
 */
final class GenerateFactors {
  private final CsvFolder data;
  private final GeneratedFiles files;
  private final Set<String> types = new HashSet<>();
  private final Set<String> regions = new HashSet<>();
  private final Set<String> offers = new HashSet<>();

  private GenerateFactors(Path data, Path output) throws IOException {
    this.data = new CsvFolder(data);
    this.files = new GeneratedFiles(output);
    for (Map<String, String> offer : this.data.read("instance_catalog.csv")) {
      String cloud = offer.get("provider");
      types.add(cloud + " " + offer.get("instance_type"));
      regions.add(cloud + " " + offer.get("region"));
      offers.add(cloud + " " + offer.get("region") + " " + offer.get("instance_type"));
    }
  }

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: GenerateFactors DATA OUTPUT");
      System.exit(2);
    }
    new GenerateFactors(Path.of(arguments[0]), Path.of(arguments[1])).run();
  }

  private void run() throws IOException {
    writeCoremark();
    writeRoundTrips("aws", "aws_region_latency_p50_ms.csv", "p50_rtt_ms");
    writeRoundTrips("azure", "azure_region_latency_p95_ms.csv", "p95_rtt_ms");
    writeEgress();
    writeInterruptions();
    writeNoise();
    files.write();
  }

  private void writeCoremark() throws IOException {
    Map<String, String> lines = new TreeMap<>();
    for (Map<String, String> row : data.read("aws_coremark.csv")) {
      String type = row.get("instance_type");
      if (types.contains("aws " + type)) {
        lines.put(type, type + "\t" + row.get("coremark_iterations_per_second") + "\t" + row.get("measured"));
      }
    }
    write("coremark.tsv", "type\titerations-per-second\tmeasured", lines.values());
  }

  private void writeRoundTrips(String cloud, String file, String column) throws IOException {
    Map<String, String> lines = new TreeMap<>();
    for (Map<String, String> row : data.read(file)) {
      String from = row.get("from_region");
      String to = row.get("to_region");
      if (!from.equals(to) && regions.contains(cloud + " " + from) && regions.contains(cloud + " " + to)) {
        lines.put(from + " " + to, from + "\t" + to + "\t" + row.get(column));
      }
    }
    write("round-trips-" + cloud + ".tsv", "from\tto\tmilliseconds", lines.values());
  }

  private void writeEgress() throws IOException {
    Map<String, String> lines = new TreeMap<>();
    for (Map<String, String> row : data.read("aws_transfer_costs_usd_per_gb.csv")) {
      if (row.get("dst").equals("internet") && regions.contains("aws " + row.get("src"))) {
        lines.put(row.get("src"), row.get("src") + "\t" + row.get("cost"));
      }
    }
    write("egress-aws.tsv", "region\tusd-per-gb", lines.values());
  }

  private void writeInterruptions() throws IOException {
    Set<String> columns = new TreeSet<>();
    Map<String, Map<String, String>> cells = new TreeMap<>();
    for (Map<String, String> row : data.read("aws_spot_advisor.csv.gz")) {
      String region = row.get("region");
      String type = row.get("instance_type");
      if (offers.contains("aws " + region + " " + type)) {
        columns.add(region);
        cells.computeIfAbsent(type, first -> new TreeMap<>()).put(region, row.get("interruption_band"));
      }
    }
    List<String> lines = new ArrayList<>();
    cells.forEach(
        (type, byRegion) -> {
          List<String> line = new ArrayList<>(List.of(type));
          columns.forEach(region -> line.add(byRegion.getOrDefault(region, "")));
          lines.add(String.join("\t", line));
        });
    write("interruption-aws.tsv", "type\t" + String.join("\t", columns), lines);
  }

  /** The median coefficient of variation over all tests of the processor and the memory. */
  private void writeNoise() throws IOException {
    Set<String> suites = Set.of("Stress-NG", "Sysbench", "perf-bench", "OSBench", "Intel_Memory_Latency_Checker");
    Map<String, List<Double>> found = new TreeMap<>();
    for (Map<String, String> row : data.read("azure_vm_performance_noise.csv")) {
      if (suites.contains(row.get("test_suite")) && !row.get("cv").isEmpty()) {
        found
            .computeIfAbsent("Standard_" + row.get("vm_sku"), type -> new ArrayList<>())
            .add(Double.valueOf(row.get("cv")));
      }
    }
    List<String> lines = new ArrayList<>();
    found.forEach(
        (type, values) -> {
          double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
          double median = sorted[sorted.length / 2];
          lines.add(String.format(Locale.ROOT, "%s\t%.4f\t%d", type, median, sorted.length));
        });
    write("noise-azure.tsv", "type\tcoefficient-of-variation\ttests", lines);
  }

  private void write(String file, String header, Collection<String> lines) {
    List<String> all = new ArrayList<>(List.of(header));
    all.addAll(lines);
    files.add(file, all);
  }
}
