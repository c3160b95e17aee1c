package io.novacron.api.provider;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Marks a resource in a cloud as ours. Every resource that a call makes carries it from its
 * creation, so that it can be found again by those who know only what they wanted.
 *
 * @param controlPlane id of the NovaCron installation, so that two of them in one account leave
 *     each other's resources alone
 * @param tenant tenant of the machine
 * @param machine id of the machine
 * @param operation id of the operation that made the resource
 */
public record OwnerTag(String controlPlane, String tenant, String machine, String operation) {
  public static final String CONTROL_PLANE_KEY = "novacron-control-plane";
  public static final String TENANT_KEY = "novacron-tenant";
  public static final String MACHINE_KEY = "novacron-machine";
  public static final String OPERATION_KEY = "novacron-operation";

  /** The keys of all its tags. */
  public static final Set<String> KEYS =
      Set.of(CONTROL_PLANE_KEY, TENANT_KEY, MACHINE_KEY, OPERATION_KEY);

  public OwnerTag {
    Objects.requireNonNull(controlPlane, "controlPlane");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(machine, "machine");
    Objects.requireNonNull(operation, "operation");
  }

  /** As tags (AWS, Azure) or labels (Google Cloud). */
  public Map<String, String> toTags() {
    return Map.of(
        CONTROL_PLANE_KEY, controlPlane,
        TENANT_KEY, tenant,
        MACHINE_KEY, machine,
        OPERATION_KEY, operation);
  }

  /** Reads it back from a resource's tags; empty when one of them is missing. */
  public static Optional<OwnerTag> fromTags(Map<String, String> tags) {
    String controlPlane = tags.get(CONTROL_PLANE_KEY);
    String tenant = tags.get(TENANT_KEY);
    String machine = tags.get(MACHINE_KEY);
    String operation = tags.get(OPERATION_KEY);
    if (controlPlane == null || tenant == null || machine == null || operation == null) {
      return Optional.empty();
    }
    return Optional.of(new OwnerTag(controlPlane, tenant, machine, operation));
  }
}
