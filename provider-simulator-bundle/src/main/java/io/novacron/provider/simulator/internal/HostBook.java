package io.novacron.provider.simulator.internal;

import io.novacron.api.packing.Assignment;
import io.novacron.api.packing.Demand;
import io.novacron.api.packing.PackingOutcome;
import io.novacron.api.packing.PackingRequest;
import io.novacron.api.packing.PoolOccupancy;
import io.novacron.api.provider.OwnerTag;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which machine is on which host of a pool, and what is free: the sum of the log, as the fleet is.
 * A machine has its place from its creation until it is deleted, also while it is stopped. Not
 * thread-safe.
 */
final class HostBook {
  private static final Logger LOG = LoggerFactory.getLogger(HostBook.class);

  private final PoolOccupancy empty;
  private final Map<String, MachineFacts> machines = new LinkedHashMap<>();
  private final Set<String> homeless = new HashSet<>();
  private PoolOccupancy occupancy;

  HostBook(PoolOccupancy empty) {
    this.empty = empty;
    this.occupancy = empty;
  }

  /** The pool with nothing on it. */
  PoolOccupancy empty() {
    return empty;
  }

  /** The pool as it is now. */
  PoolOccupancy occupancy() {
    return occupancy;
  }

  /** A machine is there, as these facts say; what was said of it before is void. */
  void put(MachineFacts facts) {
    HostPlace place = facts.place();
    MachineFacts former = machines.get(facts.reference());
    if (former != null && place != null && assignment(former).equals(place.assignment())) {
      machines.put(facts.reference(), facts);
      return;
    }
    remove(facts.reference());
    if (place == null) {
      return;
    }
    try {
      occupancy = occupancy.with(place.assignment());
      machines.put(facts.reference(), facts);
    } catch (IllegalArgumentException e) {
      tellOnce(facts.reference(), place, e);
    }
  }

  private void tellOnce(String reference, HostPlace place, IllegalArgumentException e) {
    if (homeless.add(reference)) {
      LOG.warn(
          "machine on no host of the pool reference={} host={} pool={} error=\"{}\" effect=\"it takes no room\"",
          reference,
          place.host(),
          empty.pool().name(),
          e.getMessage());
    }
  }

  /** A machine is no longer there. */
  void remove(String reference) {
    MachineFacts former = machines.remove(reference);
    if (former != null) {
      occupancy = occupancy.without(assignment(former));
    }
  }

  /**
   * Looks for a host for a new machine.
   *
   * @param tags its tags, the owner's included
   * @param rack where it must be; absent for anywhere
   */
  PackingOutcome place(Demand demand, Map<String, String> tags, @Nullable String rack, long seed) {
    return occupancy.place(new PackingRequest(demand, neighbours(tags, ""), rack, null, seed));
  }

  /**
   * Looks for a host for a machine that is there and shall take something else: its own host if
   * that has room, otherwise another one of its rack.
   */
  PackingOutcome placeAnew(MachineFacts facts, Demand demand, long seed) {
    MachineFacts counted = machines.get(facts.reference());
    PoolOccupancy others = counted == null ? occupancy : occupancy.without(assignment(counted));
    List<String> neighbours = neighbours(facts.tags(), facts.reference());
    if (counted != null) {
      PackingOutcome stays =
          others.place(
              new PackingRequest(demand, neighbours, null, assignment(counted).host(), seed));
      if (stays instanceof PackingOutcome.Found) {
        return stays;
      }
    }
    return others.place(new PackingRequest(demand, neighbours, facts.zone(), null, seed));
  }

  private List<String> neighbours(Map<String, String> tags, String except) {
    String label = empty.pool().groupLabel();
    String group = tags.get(label);
    if (group == null) {
      return List.of();
    }
    String tenant = tags.get(OwnerTag.TENANT_KEY);
    return machines.values().stream()
        .filter(machine -> group.equals(machine.tags().get(label)))
        .filter(machine -> Objects.equals(tenant, machine.tags().get(OwnerTag.TENANT_KEY)))
        .filter(machine -> !machine.reference().equals(except))
        .map(machine -> assignment(machine).host())
        .toList();
  }

  private static Assignment assignment(MachineFacts facts) {
    return Objects.requireNonNull(facts.place(), "place").assignment();
  }
}
