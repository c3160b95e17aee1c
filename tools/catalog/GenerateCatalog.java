import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Writes the compact form of the price catalog from the folder of CSV files that it comes from.
 *
 * <p>{@code GenerateCatalog DATA OUTPUT}. Values are copied as they are written in the
 * source and nothing is corrected here: the rules run when the catalog is loaded. The same input gives the same bytes.
 */
final class GenerateCatalog {
  private static final List<String> CLOUDS = List.of("aws", "azure", "gcp");
  private static final List<String> SHAPE =
      List.of("vcpus", "memory_gib", "gpus", "gpu_model", "arch");

  private final CsvFolder data;
  private final GeneratedFiles files;
  private final List<Map<String, String>> offers;

  private GenerateCatalog(Path data, Path output) throws IOException {
    this.data = new CsvFolder(data);
    this.files = new GeneratedFiles(output);
    this.offers = this.data.read("instance_catalog.csv");
  }

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: GenerateCatalog DATA OUTPUT");
      System.exit(2);
    }
    new GenerateCatalog(Path.of(arguments[0]), Path.of(arguments[1])).run();
  }

  private void run() throws IOException {
    writeRegions();
    for (String cloud : CLOUDS) {
      writePrices(cloud);
    }
    writeMatrix("aws-spot.tsv", offersOf("aws"), row -> row.get("spot_usd_per_hour"));
    writeMatrix("gcp-spot.tsv", offersOf("gcp"), row -> row.get("spot_usd_per_hour"));
    writeMatrix(
        "aws-spot-saving.tsv",
        joined(data.read("aws_spot_advisor.csv.gz"), "aws"),
        row -> row.get("savings_pct_vs_on_demand"));
    writeMatrix(
        "azure-spot.tsv",
        joined(data.read("azure_spot_2023-12.csv.gz"), "azure"),
        row -> row.get("spot_usd_per_hour"));
    files.write();
  }

  private void writeRegions() throws IOException {
    Map<String, String> dates = new HashMap<>();
    for (Map<String, String> offer : offers) {
      String region = offer.get("provider") + " " + offer.get("region");
      String date = offer.get("as_of");
      String other = dates.putIfAbsent(region, date);
      require(other == null || other.equals(date), region + " has prices of two dates");
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "cloud\tregion\tcity\tcountry\tlatitude\tlongitude\tjurisdiction\tcarbon\tcarbon-source\tprices");
    Map<String, String> sorted = new TreeMap<>();
    for (Map<String, String> row : data.read("regions.csv")) {
      String region = row.get("provider") + " " + row.get("region");
      String date = dates.get(region);
      require(date != null, region + " has no offers");
      List<String> cells = new ArrayList<>(row.values());
      cells.add(row.get("provider") + "-" + date);
      sorted.put(region, String.join("\t", cells));
    }
    require(sorted.keySet().equals(dates.keySet()), "regions.csv and the offers differ in regions");
    lines.addAll(sorted.values());
    write("regions.tsv", lines);
  }

  private void writePrices(String cloud) throws IOException {
    List<Map<String, String>> rows = offersOf(cloud);
    Map<String, String> shapes = new HashMap<>();
    for (Map<String, String> row : rows) {
      String shape = String.join("\t", SHAPE.stream().map(row::get).toList());
      String other = shapes.putIfAbsent(row.get("instance_type"), shape);
      require(
          other == null || other.equals(shape), row.get("instance_type") + " has two shapes");
    }
    writeMatrix(
        cloud + ".tsv",
        String.join("\t", SHAPE) + "\t",
        type -> shapes.get(type) + "\t",
        rows,
        row -> row.get("on_demand_usd_per_hour"));
  }

  private void writeMatrix(
      String file, List<Map<String, String>> rows, Function<Map<String, String>, String> value)
      throws IOException {
    writeMatrix(file, "", type -> "", rows, value);
  }

  /** A line for each type, a column for each region; a cell is blank where there is no value. */
  private void writeMatrix(
      String file,
      String shapeHeader,
      Function<String, String> shape,
      List<Map<String, String>> rows,
      Function<Map<String, String>, String> value)
      throws IOException {
    Set<String> regions = new TreeSet<>();
    Map<String, Map<String, String>> cells = new TreeMap<>();
    for (Map<String, String> row : rows) {
      String cell = value.apply(row);
      if (cell.isEmpty()) {
        continue;
      }
      regions.add(row.get("region"));
      String other =
          cells
              .computeIfAbsent(row.get("instance_type"), type -> new HashMap<>())
              .put(row.get("region"), cell);
      require(other == null, row.get("instance_type") + " is twice in " + row.get("region"));
    }
    List<String> lines = new ArrayList<>();
    lines.add("type\t" + shapeHeader + String.join("\t", regions));
    cells.forEach(
        (type, byRegion) ->
            lines.add(
                type
                    + "\t"
                    + shape.apply(type)
                    + String.join(
                        "\t", regions.stream().map(r -> byRegion.getOrDefault(r, "")).toList())));
    write(file, lines);
  }

  /** The rows that belong to an offer without a spot price. */
  private List<Map<String, String>> joined(List<Map<String, String>> rows, String cloud) {
    Set<String> wanted = new HashSet<>();
    for (Map<String, String> offer : offersOf(cloud)) {
      if (offer.get("spot_usd_per_hour").isEmpty()) {
        wanted.add(offer.get("region") + " " + offer.get("instance_type"));
      }
    }
    return rows.stream()
        .filter(row -> wanted.contains(row.get("region") + " " + row.get("instance_type")))
        .toList();
  }

  private List<Map<String, String>> offersOf(String cloud) {
    return offers.stream().filter(row -> row.get("provider").equals(cloud)).toList();
  }

  private void write(String file, List<String> lines) {
    files.add(file, lines);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalStateException(message);
    }
  }
}
