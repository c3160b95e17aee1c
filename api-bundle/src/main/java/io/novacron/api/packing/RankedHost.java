package io.novacron.api.packing;

import java.util.List;
import java.util.Objects;

/**
 * A host that has room, and how good it is.
 *
 * @param host its name
 * @param domain its failure domain
 * @param gpus which of its GPUs the machine would get, counted from 0
 * @param groupInDomain machines of the same group in its failure domain; less is better, before all
 *     else
 * @param groupOnHost machines of the same group on it; less is better, where the domains are equal
 * @param score its score in the unit of the strategy; less is better
 * @param tieScore what decides between hosts of one score, in the strategy's second unit; less is
 *     better
 */
public record RankedHost(
    String host,
    String domain,
    List<Integer> gpus,
    int groupInDomain,
    int groupOnHost,
    double score,
    double tieScore) {
  public RankedHost {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(domain, "domain");
    gpus = List.copyOf(gpus);
  }
}
