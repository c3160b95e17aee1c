package io.novacron.core.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generator of the data, on a small folder. */
class GenerateCatalogTest {
  private static final String HEADER =
      "provider,region,instance_type,vcpus,memory_gib,gpus,gpu_model,arch,"
          + "on_demand_usd_per_hour,spot_usd_per_hour,as_of";
  private static final String M7G = "aws,us-east-1,m7g.xlarge,4,16,0,,arm64,0.1632,,2026-07-20";
  private static final String D2 = "azure,eastus,Standard_D2as_v5,2,8,0,,amd64,0.178,,2026-06-18";
  private static final String E2 =
      "gcp,us-central1,e2-medium,2,4,0,,amd64,0.033503,0.010051,2026-08-03";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path classes;

  @SuppressWarnings("NullAway.Init")
  private static URLClassLoader generator;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @BeforeAll
  static void compile() throws IOException {
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                Stream.concat(
                        Stream.of("-d", classes.toString()),
                        Stream.of(
                                "CsvFolder", "GeneratedFiles", "GenerateCatalog", "GenerateFactors")
                            .map(name -> Path.of("..", "tools", "catalog", name + ".java"))
                            .map(Path::toString))
                    .toArray(String[]::new));
    assertThat(result).isZero();
    generator = new URLClassLoader(new URL[] {classes.toUri().toURL()});
  }

  @AfterAll
  static void close() throws IOException {
    generator.close();
  }

  @BeforeEach
  void writeData() throws IOException {
    write("instance_catalog.csv", HEADER, M7G, D2, E2);
    write(
        "regions.csv",
        "provider,region,city,country,latitude,longitude,jurisdiction,"
            + "carbon_grams_per_kwh,carbon_source",
        "gcp,us-central1,Council Bluffs,US,41.26,-95.86,US,412.72,own row",
        "azure,eastus,Ashburn,US,39.04,-77.49,US,415.755,own row",
        "aws,us-east-1,Ashburn,US,39.04,-77.49,US,415.755,own row");
    compress(
        "aws_spot_advisor.csv.gz",
        "region,instance_type,savings_pct_vs_on_demand,interruption_band",
        "us-east-1,m7g.xlarge,62,1",
        "us-east-1,m99.large,50,1");
    compress(
        "azure_spot_2023-12.csv.gz",
        "provider,region,instance_type,on_demand_usd_per_hour,spot_usd_per_hour",
        "azure,eastus,Standard_D2as_v5,0.086,0.0086");
  }

  @Test
  void copies_what_is_published_and_gives_the_same_bytes_again() throws Exception {
    generate("first");
    generate("second");

    assertThat(Files.readString(folder.resolve("first/aws.tsv")))
        .isEqualTo(
            "type\tvcpus\tmemory_gib\tgpus\tgpu_model\tarch\tus-east-1\n"
                + "m7g.xlarge\t4\t16\t0\t\tarm64\t0.1632\n");
    assertThat(Files.readString(folder.resolve("first/aws-spot-saving.tsv")))
        .isEqualTo("type\tus-east-1\nm7g.xlarge\t62\n");
    assertThat(Files.readString(folder.resolve("first/azure-spot.tsv")))
        .isEqualTo("type\teastus\nStandard_D2as_v5\t0.0086\n");
    assertThat(Files.readAllLines(folder.resolve("first/regions.tsv")))
        .hasSize(4)
        .element(1)
        .isEqualTo(
            "aws\tus-east-1\tAshburn\tUS\t39.04\t-77.49\tUS\t415.755\town row\taws-2026-07-20");
    try (var files = Files.list(folder.resolve("first"))) {
      assertThat(files)
          .hasSize(8)
          .allSatisfy(
              file ->
                  assertThat(file)
                      .hasSameBinaryContentAs(
                          folder.resolve("second").resolve(file.getFileName())));
    }
  }

  @Test
  void refuses_an_offer_that_is_there_twice() throws Exception {
    write("instance_catalog.csv", HEADER, M7G, D2, E2, M7G.replace("0.1632", "0.2"));

    assertThatThrownBy(() -> generate("twice"))
        .rootCause()
        .hasMessage("m7g.xlarge is twice in us-east-1");
    assertThat(folder.resolve("twice")).doesNotExist();
  }

  @Test
  void refuses_a_region_with_prices_of_two_days() throws Exception {
    String later = E2.replace("e2-medium", "e2-small").replace("2026-08-03", "2026-08-04");
    write("instance_catalog.csv", HEADER, M7G, D2, E2, later);

    assertThatThrownBy(() -> generate("days"))
        .rootCause()
        .hasMessage("gcp us-central1 has prices of two dates");
  }

  @Test
  void takes_only_figures_of_types_and_regions_that_the_catalog_has() throws Exception {
    write(
        "aws_coremark.csv",
        "instance_type,coremark_iterations_per_second,threads,measured",
        "m7g.xlarge,98000.5,4,2025-12-11",
        "m99.large,1,2,2025-12-11");
    write(
        "aws_region_latency_p50_ms.csv",
        "from_region,to_region,p50_rtt_ms",
        "us-east-1,us-east-1,4.5",
        "us-east-1,mars-1,700000");
    write("azure_region_latency_p95_ms.csv", "from_region,to_region,p95_rtt_ms");
    write(
        "aws_transfer_costs_usd_per_gb.csv",
        "src,dst,cost",
        "us-east-1,internet,0.09",
        "us-east-1,us-west-2,0.02",
        "mars-1,internet,9");
    write(
        "azure_vm_performance_noise.csv",
        "test_suite,vm_sku,cv",
        "Sysbench,D8s_v5,0.0100",
        "Sysbench,D8s_v5,0.0300",
        "Stress-NG,D8s_v5,0.0200",
        "Redis,D8s_v5,0.9000");

    generate("GenerateFactors", "factors");

    assertThat(Files.readString(folder.resolve("factors/coremark.tsv")))
        .isEqualTo("type\titerations-per-second\tmeasured\nm7g.xlarge\t98000.5\t2025-12-11\n");
    assertThat(Files.readString(folder.resolve("factors/round-trips-aws.tsv")))
        .isEqualTo("from\tto\tmilliseconds\n");
    assertThat(Files.readString(folder.resolve("factors/egress-aws.tsv")))
        .isEqualTo("region\tusd-per-gb\nus-east-1\t0.09\n");
    assertThat(Files.readString(folder.resolve("factors/interruption-aws.tsv")))
        .isEqualTo("type\tus-east-1\nm7g.xlarge\t1\n");
    assertThat(Files.readString(folder.resolve("factors/noise-azure.tsv")))
        .isEqualTo("type\tcoefficient-of-variation\ttests\nStandard_D8s_v5\t0.0200\t3\n");
  }

  private void generate(String output) throws Exception {
    generate("GenerateCatalog", output);
  }

  private void generate(String tool, String output) throws Exception {
    Method main = generator.loadClass(tool).getDeclaredMethod("main", String[].class);
    main.setAccessible(true);
    main.invoke(null, (Object) new String[] {folder.toString(), folder.resolve(output).toString()});
  }

  private void write(String file, String... lines) throws IOException {
    Files.writeString(folder.resolve(file), String.join("\n", lines) + "\n");
  }

  private void compress(String file, String... lines) throws IOException {
    try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(folder.resolve(file)))) {
      stream.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
