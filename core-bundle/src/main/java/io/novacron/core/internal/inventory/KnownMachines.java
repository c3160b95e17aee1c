package io.novacron.core.internal.inventory;

import io.novacron.api.machine.Machine;
import io.novacron.core.internal.census.MachineFollower;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of all machines that are at a cloud, and when each was last seen there just as
 * it is recorded. The latter is kept in memory only: to write it would change every record with
 * every list. Safe for use by many threads; a look at one machine takes no lock, as each read has
 * one.
 */
public final class KnownMachines extends MachineFollower {
  private final Map<MachineId, Entry> machines = new ConcurrentHashMap<>();
  private final Map<Place, Map<MachineId, KnownMachine>> places = new HashMap<>();

  /** The machine, with the time at which it was last seen as it is recorded, and by which means. */
  public Machine seen(Machine machine) {
    Entry entry = machines.get(new MachineId(machine.tenant(), machine.id()));
    Instant recorded = machine.status().observedAt();
    if (entry == null
        || entry.revision() != machine.revision()
        || entry.seenAt() == null
        || (recorded != null && !entry.seenAt().isAfter(recorded))) {
      return machine;
    }
    return machine.toBuilder()
        .status(
            machine.status().toBuilder()
                .observedAt(entry.seenAt())
                .observedFrom(entry.seenBy())
                .build())
        .build();
  }

  /** What is recorded of a machine; empty for one that is at no cloud, or not known. */
  Optional<KnownMachine> find(MachineId id) {
    Entry entry = machines.get(id);
    return Optional.ofNullable(entry == null ? null : entry.machine());
  }

  /** The machines in a region of an account, by the cloud's id of each. */
  synchronized Map<String, KnownMachine> in(String account, String region) {
    Map<String, KnownMachine> found = new HashMap<>();
    places
        .getOrDefault(new Place(account, region), Map.of())
        .values()
        .forEach(machine -> found.put(machine.reference(), machine));
    return found;
  }

  /**
   * A machine was seen just as it is recorded.
   *
   * @param machine what is recorded, as it was compared
   * @param at when
   * @param by by which means
   */
  synchronized void confirm(KnownMachine machine, Instant at, String by) {
    Entry entry = machines.get(machine.key());
    if (entry != null
        && entry.revision() == machine.revision()
        && (entry.seenAt() == null || entry.seenAt().isBefore(at))) {
      machines.put(machine.key(), new Entry(entry.machine(), entry.revision(), at, by));
    }
  }

  @Override
  protected boolean wanted() {
    return true;
  }

  @Override
  protected synchronized void know(Machine machine, long revision, Set<String> ended) {
    MachineId id = new MachineId(machine.tenant(), machine.id());
    KnownMachine known = KnownMachine.of(machine, revision);
    Entry old = machines.get(id);
    if (old != null && old.revision() >= revision) {
      return;
    }
    boolean forgotten = known == null && mayForget(id.tenant(), id.id());
    replace(id, forgotten ? null : new Entry(known, revision, null, "list"));
  }

  private void replace(MachineId id, @Nullable Entry entry) {
    Entry old = entry == null ? machines.remove(id) : machines.put(id, entry);
    if (old != null && old.machine() != null) {
      places.computeIfPresent(
          Place.of(old.machine()),
          (place, there) -> {
            there.remove(id);
            return there.isEmpty() ? null : there;
          });
    }
    if (entry != null && entry.machine() != null) {
      places
          .computeIfAbsent(Place.of(entry.machine()), first -> new HashMap<>())
          .put(id, entry.machine());
    }
  }

  @Override
  protected void ended(String tenant, String machine, Set<String> operations) {}

  @Override
  protected synchronized void absent(String tenant, String machine) {
    replace(new MachineId(tenant, machine), null);
  }

  @Override
  protected synchronized void clear() {
    machines.clear();
    places.clear();
  }

  private record Place(String account, String region) {
    static Place of(KnownMachine machine) {
      return new Place(machine.account(), machine.region());
    }
  }

  private record Entry(
      @Nullable KnownMachine machine, long revision, @Nullable Instant seenAt, String seenBy) {}
}
