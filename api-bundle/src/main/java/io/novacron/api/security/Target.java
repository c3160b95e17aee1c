package io.novacron.api.security;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a permission is asked for: one resource, or a whole class of them in a tenant.
 *
 * @param tenant tenant that the resource belongs to
 * @param kind class of resource, such as {@code vm}
 * @param id id of the resource; absent for a list or for one that does not exist yet
 * @param account account that the resource lives in, when known
 * @param labels labels of the resource, for rules bound to labels
 */
public record Target(
    String tenant,
    String kind,
    @Nullable String id,
    @Nullable String account,
    Map<String, String> labels) {
  public Target {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(kind, "kind");
    labels = Map.copyOf(labels);
  }

  /** All resources of one kind in a tenant. */
  public static Target all(String tenant, String kind) {
    return new Target(tenant, kind, null, null, Map.of());
  }

  /** One resource by its id. */
  public static Target of(String tenant, String kind, String id) {
    return new Target(tenant, kind, id, null, Map.of());
  }
}
