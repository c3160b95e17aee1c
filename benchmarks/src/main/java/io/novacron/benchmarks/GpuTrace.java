package io.novacron.benchmarks;

import io.novacron.api.packing.Demand;
import io.novacron.api.packing.Host;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Hosts, workloads and published results of a GPU cluster: the trace that Alibaba published in 2023
 * and what its authors measured on it.
 */
final class GpuTrace {
  private static final long MEBIBYTE = 1L << 20;
  private static final String WORKLOAD_PREFIX = "openb_pod_list_";

  private final Path folder;

  /**
   * The trace in a folder.
   *
   * @param data the folder of all sets; this one is in {@code sets/gpu-packing}
   */
  GpuTrace(Path data) {
    folder = data.resolve("sets").resolve("gpu-packing");
  }

  /** The hosts that have GPUs; each is a failure domain of its own. */
  List<Host> hosts() throws IOException {
    List<Host> hosts = new ArrayList<>();
    for (Map<String, String> row : rows("openb_node_list_gpu_node.csv.gz")) {
      hosts.add(
          new Host(
              text(row, "sn"),
              text(row, "sn"),
              number(row, "cpu_milli"),
              number(row, "memory_mib") * MEBIBYTE,
              (int) number(row, "gpu"),
              text(row, "model")));
    }
    return hosts;
  }

  /** The demands of a workload, in the order of the file. */
  List<Demand> demands(String workload) throws IOException {
    List<Demand> demands = new ArrayList<>();
    for (Map<String, String> row : rows(WORKLOAD_PREFIX + workload + ".csv.gz")) {
      int gpus = (int) number(row, "num_gpu");
      String models = gpus == 0 ? "" : row.getOrDefault("gpu_spec", "");
      demands.add(
          new Demand(
              number(row, "cpu_milli"),
              number(row, "memory_mib") * MEBIBYTE,
              gpus,
              gpus == 0 ? 0 : (int) number(row, "gpu_milli"),
              models.isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(models.split("\\|")))));
    }
    return demands;
  }

  /**
   * Allocated shares in percent that were published: by workload, then by policy, then by the share
   * requested.
   */
  Map<String, Map<String, Map<Integer, Double>>> published() throws IOException {
    Map<String, Map<String, Map<Integer, Double>>> published = new LinkedHashMap<>();
    for (Map<String, String> row : rows("published_results.csv")) {
      Map<Integer, Double> allocated = new HashMap<>();
      for (int requested : GpuPackingBenchmark.REQUESTED) {
        allocated.put(requested, Double.valueOf(text(row, "alloc" + requested)));
      }
      published
          .computeIfAbsent(
              text(row, "workload").substring(WORKLOAD_PREFIX.length()),
              unused -> new LinkedHashMap<>())
          .put(text(row, "policy"), allocated);
    }
    return published;
  }

  private List<Map<String, String>> rows(String file) throws IOException {
    Path path = folder.resolve(file);
    List<Map<String, String>> rows = new ArrayList<>();
    try (InputStream in = Files.newInputStream(path);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    file.endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      if (line == null) {
        throw new IOException(path + " is empty");
      }
      String[] columns = line.split(",", -1);
      for (line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",", -1);
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < columns.length; i++) {
          row.put(columns[i], cells[i]);
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static long number(Map<String, String> row, String column) {
    return Long.parseLong(text(row, column));
  }

  private static String text(Map<String, String> row, String column) {
    String text = row.get(column);
    if (text == null) {
      throw new IllegalStateException("there is no column " + column);
    }
    return text;
  }
}
