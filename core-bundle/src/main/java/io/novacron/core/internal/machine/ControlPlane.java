package io.novacron.core.internal.machine;

import io.novacron.api.store.StateStore;
import io.novacron.core.internal.operation.Engine;
import io.novacron.core.internal.ownership.ShardClaims;
import java.util.Objects;

/**
 * What works while the state store is there.
 *
 * @param id id of this installation
 * @param store the state store
 * @param claims the shards that this node holds
 * @param engine runs operations
 */
public record ControlPlane(String id, StateStore store, ShardClaims claims, Engine engine) {
  public ControlPlane {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(claims, "claims");
    Objects.requireNonNull(engine, "engine");
  }
}
