package io.novacron.provider.aws.internal;

import io.novacron.api.machine.Market.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A quota of EC2 on vCPUs: one for each class of instance types and market. From AWS's public list
 * of quotas of EC2.
 *
 * @param code AWS's code of it
 * @param families first letters of the types that count
 * @param market market whose instances count
 */
record VcpuQuota(String code, Set<String> families, Kind market) {
  static final List<VcpuQuota> ALL = all();

  VcpuQuota {
    families = Set.copyOf(families);
  }

  /** Whether instances of a type, in a market, count. */
  boolean covers(String type, Kind kind) {
    return market == kind && families.contains(family(type));
  }

  /** The first letters of a type: {@code im} of {@code im4gn.large}. */
  static String family(String type) {
    int end = 0;
    while (end < type.length() && Character.isLetter(type.charAt(end))) {
      end++;
    }
    return type.substring(0, end);
  }

  private static List<VcpuQuota> all() {
    List<VcpuQuota> all = new ArrayList<>();
    add(all, "L-1216C47A", "L-34B43A08", "a", "c", "d", "h", "i", "im", "is", "m", "r", "t", "z");
    add(all, "L-DB2E81BA", "L-3819A6DF", "g", "gr", "vt");
    add(all, "L-417A185B", "L-7212CCBC", "p");
    add(all, "L-7295265B", "L-E3A00192", "x");
    add(all, "L-74FC7D96", "L-88CF9481", "f");
    add(all, "L-1945791B", "L-B5D1601B", "inf");
    add(all, "L-2C3B7624", "L-6B0D517C", "trn");
    add(all, "L-6E869C2A", "L-85EED4F7", "dl");
    return List.copyOf(all);
  }

  private static void add(List<VcpuQuota> all, String onDemand, String spot, String... families) {
    all.add(new VcpuQuota(onDemand, Set.of(families), Kind.ON_DEMAND));
    all.add(new VcpuQuota(spot, Set.of(families), Kind.SPOT));
  }
}
