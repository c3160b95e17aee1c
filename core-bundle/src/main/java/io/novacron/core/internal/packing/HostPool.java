package io.novacron.core.internal.packing;

import io.novacron.api.packing.Host;
import io.novacron.api.packing.Overcommit;
import io.novacron.core.internal.placement.TieBreak;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of a pool and what may be given away of each, as columns: a host is a number. Which
 * number is nobody's concern outside of this package. Immutable.
 */
public final class HostPool {
  static final int NO_MODEL = -1;

  private final String[] names;
  private final String[] domainNames;
  private final String[] modelNames;
  private final int[] domain;
  private final int[] model;
  private final long[] cpuMillis;
  private final long[] memoryBytes;

  /** Where the GPUs of each host begin in a column of all GPUs; one more than there are hosts. */
  private final int[] firstGpu;

  private final long[] lotOfName;
  private final Map<String, Integer> byName = new HashMap<>();

  /**
   * A pool.
   *
   * @param hosts its hosts in any order
   * @param overcommit how much of each is given away
   * @throws IllegalArgumentException when two hosts have one name
   */
  public HostPool(List<Host> hosts, Overcommit overcommit) {
    int count = hosts.size();
    names = new String[count];
    domain = new int[count];
    model = new int[count];
    cpuMillis = new long[count];
    memoryBytes = new long[count];
    firstGpu = new int[count + 1];
    lotOfName = new long[count];
    Map<String, Integer> domains = new HashMap<>();
    Map<String, Integer> models = new HashMap<>();
    for (int i = 0; i < count; i++) {
      Host host = hosts.get(i);
      if (byName.put(host.name(), i) != null) {
        throw new IllegalArgumentException("two hosts are named " + host.name());
      }
      names[i] = host.name();
      domain[i] = number(domains, host.domain());
      model[i] = host.gpuModel() == null ? NO_MODEL : number(models, host.gpuModel());
      cpuMillis[i] = overcommit.cpuMillis(host.cpuMillis());
      memoryBytes[i] = overcommit.memoryBytes(host.memoryBytes());
      firstGpu[i + 1] = firstGpu[i] + host.gpus();
      lotOfName[i] = TieBreak.hash(host.name());
    }
    domainNames = byNumber(domains);
    modelNames = byNumber(models);
  }

  private static int number(Map<String, Integer> numbers, String name) {
    return numbers.computeIfAbsent(name, unused -> numbers.size());
  }

  private static String[] byNumber(Map<String, Integer> numbers) {
    String[] names = new String[numbers.size()];
    numbers.forEach((name, number) -> names[number] = name);
    return names;
  }

  /** How many hosts there are. */
  public int size() {
    return names.length;
  }

  /** How many GPUs there are in all. */
  public int gpus() {
    return firstGpu[names.length];
  }

  boolean has(String host) {
    return byName.containsKey(host);
  }

  int find(String host) {
    Integer found = byName.get(host);
    if (found == null) {
      throw new IllegalArgumentException("there is no host " + host + " in this pool");
    }
    return found;
  }

  String name(int host) {
    return names[host];
  }

  int domain(int host) {
    return domain[host];
  }

  String domainName(int host) {
    return domainNames[domain[host]];
  }

  int domains() {
    return domainNames.length;
  }

  /** The model of the host's GPUs, or {@link #NO_MODEL}. */
  int model(int host) {
    return model[host];
  }

  @Nullable String modelName(int host) {
    return model[host] == NO_MODEL ? null : modelNames[model[host]];
  }

  List<String> models() {
    return List.of(modelNames);
  }

  /** What may be given away, in thousandths of a core. */
  long cpuMillis(int host) {
    return cpuMillis[host];
  }

  /** What may be given away, in bytes. */
  long memoryBytes(int host) {
    return memoryBytes[host];
  }

  /** Where the host's GPUs begin in a column of all GPUs. */
  int firstGpu(int host) {
    return firstGpu[host];
  }

  /** Where the host's GPUs end in a column of all GPUs. */
  int endOfGpus(int host) {
    return firstGpu[host + 1];
  }

  int gpus(int host) {
    return firstGpu[host + 1] - firstGpu[host];
  }

  /** The lot that a host draws; the lowest wins. It depends on the seed and the name alone. */
  long lot(long seed, int host) {
    return TieBreak.lot(seed, lotOfName[host], 0, 0);
  }
}
