package io.novacron.provider.simulator.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param machines the machines
 * @param next sequence number after which the next page begins; absent on the last
 */
record MachinePage(List<SimulatedMachine> machines, @Nullable Long next) {
  MachinePage {
    machines = List.copyOf(machines);
  }
}
