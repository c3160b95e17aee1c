package io.novacron.core.internal.machine;

import io.novacron.api.store.Ownership;
import io.novacron.api.store.StateStore;
import io.novacron.core.internal.event.EventPages;
import io.novacron.core.internal.operation.ChangeLog;
import io.novacron.core.internal.operation.Engine;
import io.novacron.core.internal.operation.JournalSweep;
import io.novacron.core.internal.operation.ProviderDirectory;
import io.novacron.core.internal.ownership.ShardClaims;
import io.novacron.core.internal.space.DiskWatermark;
import java.util.Objects;
import java.util.Optional;

/**
 * What works while the state store is there.
 *
 * @param id id of this installation
 * @param store the state store
 * @param claims the shards that this node holds
 * @param changes commits changes of machines and operations with their events
 * @param events reads the event log
 * @param engine runs operations
 * @param providers which provider serves which account
 * @param sweep finds operations in the journal
 * @param disk says whether there is room for more
 */
public record ControlPlane(
    String id,
    StateStore store,
    ShardClaims claims,
    ChangeLog changes,
    EventPages events,
    Engine engine,
    ProviderDirectory providers,
    JournalSweep sweep,
    DiskWatermark disk) {
  public ControlPlane {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(claims, "claims");
    Objects.requireNonNull(changes, "changes");
    Objects.requireNonNull(events, "events");
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(providers, "providers");
    Objects.requireNonNull(sweep, "sweep");
    Objects.requireNonNull(disk, "disk");
  }

  /** What keeps it from working, as a sentence; empty when it works. */
  public Optional<String> problem() {
    if (claims.held() < Ownership.SHARDS) {
      return Optional.of(claims.held() + " of " + Ownership.SHARDS + " shards are claimed");
    }
    return sweep.completed() ? Optional.empty() : Optional.of("the journal is being read");
  }
}
