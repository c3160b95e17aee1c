package io.novacron.api.packing;

import java.util.List;

/**
 * From all hosts of a pool to those that have room for a machine.
 *
 * @param hosts how many hosts there are
 * @param steps what took some out, in the order in which it was looked for
 * @param suitable how many have room
 */
public record Funnel(int hosts, List<FunnelStep> steps, int suitable) {
  public Funnel {
    steps = List.copyOf(steps);
  }
}
