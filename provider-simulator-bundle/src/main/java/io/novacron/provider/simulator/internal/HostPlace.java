package io.novacron.provider.simulator.internal;

import io.novacron.api.packing.Assignment;

/**
 * Where a machine of a pool runs.
 *
 * @param assignment host, and what the machine takes of it
 * @param why what put the host before the others, for people
 */
record HostPlace(Assignment assignment, String why) {
  String host() {
    return assignment.host();
  }
}
