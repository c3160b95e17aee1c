package io.novacron.provider.simulator.internal;

import io.novacron.api.machine.Market.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A limit on the vCPUs that an account may have in one region. AWS has one for each class of types
 * and market; the others are simulated with one for all.
 *
 * @param name what the cloud calls it
 * @param title the same for people
 * @param families first letters of the types that count; empty for all
 * @param market market whose machines count; absent for all
 */
public record VcpuLimit(String name, String title, Set<String> families, @Nullable Kind market) {
  private static final VcpuLimit ALL = new VcpuLimit("vcpus", "vCPUs", Set.of(), null);

  /** From AWS's public list of quotas of EC2. */
  private static final List<VcpuLimit> AWS =
      Stream.of(
              aws(
                  "L-1216C47A",
                  "L-34B43A08",
                  "Standard (A, C, D, H, I, M, R, T, Z)",
                  "a c d h i im is m r t z"),
              aws("L-DB2E81BA", "L-3819A6DF", "G and VT", "g gr vt"),
              aws("L-417A185B", "L-7212CCBC", "P", "p"),
              aws("L-7295265B", "L-E3A00192", "X", "x"),
              aws("L-74FC7D96", "L-88CF9481", "F", "f"),
              aws("L-1945791B", "L-B5D1601B", "Inf", "inf"),
              aws("L-2C3B7624", "L-6B0D517C", "Trn", "trn"),
              aws("L-6E869C2A", "L-85EED4F7", "DL", "dl"))
          .flatMap(List::stream)
          .toList();

  public VcpuLimit {
    families = Set.copyOf(families);
  }

  /** The limits of a cloud. */
  public static List<VcpuLimit> of(String cloud) {
    return cloud.equals("aws") ? AWS : List.of(ALL);
  }

  /** The limit that a machine counts to; absent for none. */
  static @Nullable VcpuLimit covering(String cloud, String type, Kind market) {
    return of(cloud).stream().filter(each -> each.covers(type, market)).findFirst().orElse(null);
  }

  /** Whether machines of a type, in a market, count. */
  boolean covers(String type, Kind kind) {
    return (market == null || market == kind)
        && (families.isEmpty() || families.contains(family(type)));
  }

  /** The first letters of a type: {@code im} of {@code im4gn.large}. */
  static String family(String type) {
    int end = 0;
    while (end < type.length() && Character.isLetter(type.charAt(end))) {
      end++;
    }
    return type.substring(0, end);
  }

  private static List<VcpuLimit> aws(String onDemand, String spot, String words, String families) {
    Set<String> all = Set.copyOf(Arrays.asList(families.split(" ")));
    return List.of(
        new VcpuLimit(onDemand, "Running On-Demand " + words + " instances", all, Kind.ON_DEMAND),
        new VcpuLimit(spot, "All " + words + " Spot Instance Requests", all, Kind.SPOT));
  }
}
