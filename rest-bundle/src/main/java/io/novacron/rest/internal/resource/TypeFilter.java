package io.novacron.rest.internal.resource;

import io.novacron.api.catalog.InstanceType;
import io.novacron.rest.internal.http.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Which instance types to list.
 *
 * @param cloud only those of this cloud
 * @param name only the one of this name
 * @param architecture only those of this architecture
 * @param minVcpus only those with at least so many hardware threads
 * @param minMemoryGib only those with at least so much memory
 */
record TypeFilter(
    @Nullable String cloud,
    @Nullable String name,
    @Nullable String architecture,
    int minVcpus,
    double minMemoryGib) {

  /** Reads the query parameters of these names. */
  static TypeFilter of(
      @Nullable String cloud,
      @Nullable String type,
      @Nullable String architecture,
      @Nullable String minVcpus,
      @Nullable String minMemoryGib) {
    return new TypeFilter(
        cloud,
        type,
        architecture,
        minVcpus == null ? 0 : Parameters.integer("minVcpus", minVcpus, 0, Integer.MAX_VALUE),
        minMemoryGib == null ? 0 : Parameters.amount("minMemoryGib", minMemoryGib));
  }

  boolean passes(InstanceType type) {
    return (cloud == null || type.cloud().equals(cloud))
        && (name == null || type.name().equals(name))
        && (architecture == null || type.architecture().equals(architecture))
        && type.vcpus() >= minVcpus
        && type.memoryGib() >= minMemoryGib;
  }
}
