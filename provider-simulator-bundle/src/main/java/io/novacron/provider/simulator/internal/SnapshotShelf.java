package io.novacron.provider.simulator.internal;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All snapshots of an account, as the transitions so far have left them. Not thread-safe. */
final class SnapshotShelf {
  private final Map<String, SimulatedSnapshot> byReference = new LinkedHashMap<>();
  private final Map<String, String> referenceByToken = new HashMap<>();

  void apply(Transition.SnapshotTaken taken) {
    SimulatedSnapshot snapshot = taken.snapshot();
    if (byReference.putIfAbsent(snapshot.reference(), snapshot) != null) {
      throw new IllegalArgumentException(snapshot.reference() + " is taken a second time");
    }
    referenceByToken.put(snapshot.token(), snapshot.reference());
  }

  void apply(Transition.SnapshotDropped dropped) {
    SimulatedSnapshot snapshot = byReference.get(dropped.reference());
    if (snapshot == null) {
      throw new IllegalArgumentException(dropped.reference() + " was never taken");
    }
    byReference.put(snapshot.reference(), snapshot.gone());
  }

  @Nullable SimulatedSnapshot byReference(String reference) {
    return byReference.get(reference);
  }

  @Nullable SimulatedSnapshot byToken(String token) {
    String reference = referenceByToken.get(token);
    return reference == null ? null : byReference.get(reference);
  }

  /** All of them, oldest first. */
  Collection<SimulatedSnapshot> all() {
    return Collections.unmodifiableCollection(byReference.values());
  }

  /** How many there are in a region. */
  long count(String region) {
    return byReference.values().stream()
        .filter(snapshot -> !snapshot.deleted() && snapshot.region().equals(region))
        .count();
  }
}
