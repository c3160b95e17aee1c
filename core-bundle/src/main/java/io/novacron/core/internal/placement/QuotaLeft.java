package io.novacron.core.internal.placement;

import io.novacron.api.catalog.InstanceType;
import java.util.List;
import java.util.Objects;

/**
 * What a quota of vCPUs leaves.
 *
 * @param name what the cloud calls it
 * @param prefixes how the names of the types begin that count; empty for all
 * @param limit how many vCPUs there may be
 * @param used how many there are
 */
public record QuotaLeft(String name, List<String> prefixes, long limit, long used) {
  public QuotaLeft {
    Objects.requireNonNull(name, "name");
    prefixes = List.copyOf(prefixes);
  }

  /** Whether one more machine of a type is too many. */
  boolean excludes(InstanceType type) {
    return used + type.vcpus() > limit
        && (prefixes.isEmpty() || prefixes.stream().anyMatch(type.name()::startsWith));
  }

  /** The lowest limit that lets in one more machine of a type. */
  QuotaLeft raisedFor(InstanceType type) {
    return new QuotaLeft(name, prefixes, Math.max(limit, used + type.vcpus()), used);
  }
}
