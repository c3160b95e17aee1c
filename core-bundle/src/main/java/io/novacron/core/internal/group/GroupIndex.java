package io.novacron.core.internal.group;

import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineState;
import io.novacron.core.internal.census.MachineFollower;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many machines of each placement group are in which region. What is about to be recorded
 * counts too, so that machines that are asked for at once are spread among each other. Follows only
 * machines that belong to a group. Safe for use by many threads; a lock is held for a few map
 * operations only.
 */
public final class GroupIndex extends MachineFollower {
  private final Map<Id, Entry> machines = new HashMap<>();
  private final Map<Group, Map<Region, Integer>> counts = new HashMap<>();

  /** How many machines of a group are in which region; only regions that have some. */
  public synchronized Map<Region, Integer> machines(String tenant, String group) {
    return Map.copyOf(counts.getOrDefault(new Group(tenant, group), Map.of()));
  }

  /** Counts a machine that is about to be recorded; does nothing for one without a group. */
  public synchronized void hold(Machine machine) {
    Place place = place(machine);
    Id id = new Id(machine.tenant(), machine.id());
    if (place != null && !machines.containsKey(id)) {
      replace(id, new Entry(0, place));
    }
  }

  /** A machine that was held is certainly not recorded. */
  public synchronized void release(String tenant, String machine) {
    Id id = new Id(tenant, machine);
    Entry entry = machines.get(id);
    if (entry != null && entry.revision == 0) {
      replace(id, null);
    }
  }

  @Override
  protected boolean wanted() {
    return true;
  }

  @Override
  protected synchronized void know(Machine machine, long revision, Set<String> ended) {
    Id id = new Id(machine.tenant(), machine.id());
    Entry old = machines.get(id);
    Place place = place(machine);
    boolean newer = old == null ? place != null : old.revision < revision;
    if (newer) {
      boolean forgotten = place == null && mayForget(id.tenant, id.machine);
      replace(id, forgotten ? null : new Entry(revision, place));
    }
  }

  @Override
  protected void ended(String tenant, String machine, Set<String> operations) {}

  @Override
  protected void absent(String tenant, String machine) {
    release(tenant, machine);
  }

  @Override
  protected synchronized void clear() {
    machines.clear();
    counts.clear();
  }

  private void replace(Id id, @Nullable Entry replacement) {
    Entry old = replacement == null ? machines.remove(id) : machines.put(id, replacement);
    count(old, -1);
    count(replacement, 1);
  }

  private void count(@Nullable Entry entry, int by) {
    Place place = entry == null ? null : entry.place;
    if (place != null) {
      Map<Region, Integer> regions = counts.computeIfAbsent(place.group, first -> new HashMap<>());
      if (regions.merge(place.region, by, Integer::sum) == 0) {
        regions.remove(place.region);
      }
      if (regions.isEmpty()) {
        counts.remove(place.group);
      }
    }
  }

  /**
   * Where a machine counts; absent for one without a group, and for one of which nothing is left.
   */
  private static @Nullable Place place(Machine machine) {
    String group = machine.spec().placement().group();
    MachineState state = machine.status().state();
    String cloud = machine.status().cloud();
    String region = machine.status().region();
    boolean nothing =
        state == MachineState.DELETED
            || (state == MachineState.FAILED && machine.status().providerReference() == null);
    return group == null || nothing || cloud == null || region == null
        ? null
        : new Place(new Group(machine.tenant(), group), new Region(cloud, region));
  }

  /**
   * A region.
   *
   * @param cloud its cloud
   * @param id its id
   */
  public record Region(String cloud, String id) {
    public Region {
      Objects.requireNonNull(cloud, "cloud");
      Objects.requireNonNull(id, "id");
    }
  }

  private record Id(String tenant, String machine) {}

  private record Group(String tenant, String name) {}

  private record Place(Group group, Region region) {}

  private record Entry(long revision, @Nullable Place place) {}
}
