package io.novacron.provider.simulator.internal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What of a fleet can be seen: not the newest, and the deleted only for a while. Called under the
 * cloud's lock.
 */
final class Sight {
  private final CloudStyle style;
  private final SimulatorSettings settings;
  private final Settlement settlement;
  private final Clock clock;

  Sight(CloudStyle style, SimulatorSettings settings, Settlement settlement, Clock clock) {
    this.style = style;
    this.settings = settings;
    this.settlement = settlement;
    this.clock = clock;
  }

  boolean sees(SimulatedMachine machine) {
    return !settlement.hidden(machine.reference()) && !gone(machine);
  }

  List<SimulatedMachine> seen(String region, Stream<SimulatedMachine> machines) {
    return machines
        .filter(machine -> machine.facts().region().equals(region) && sees(machine))
        .toList();
  }

  /**
   * A page of the machines of a region; those that will never be seen again are unlisted on the
   * way.
   */
  MachinePage page(Fleet fleet, String region, long after, int limit) {
    List<SimulatedMachine> page = new ArrayList<>();
    List<SimulatedMachine> gone = new ArrayList<>();
    Iterator<SimulatedMachine> all = fleet.createdAfter(region, after).iterator();
    while (all.hasNext() && page.size() <= limit) {
      SimulatedMachine machine = all.next();
      if (gone(machine)) {
        gone.add(machine);
      } else if (sees(machine)) {
        page.add(machine);
      }
    }
    gone.forEach(fleet::unlist);
    if (page.size() <= limit) {
      return new MachinePage(page, null);
    }
    List<SimulatedMachine> machines = page.subList(0, limit);
    return new MachinePage(machines, machines.get(limit - 1).created());
  }

  private boolean gone(SimulatedMachine machine) {
    if (machine.phase() != Phase.DELETED) {
      return false;
    }
    return !style.showsDeleted()
        || !machine.since().plusSeconds(settings.deletedShownSeconds()).isAfter(clock.instant());
  }
}
