package io.novacron.api.packing;

import java.util.Objects;

/**
 * The hosts that one shortage took out.
 *
 * @param shortage what they lack
 * @param hosts how many of them; a host counts for the first thing that it lacks, more than 0
 * @param example the host that came closest; the first by name of several
 * @param asked what the machine asks for, in the unit of the shortage: an amount, models, or a
 *     place
 * @param has what the example has of it
 */
public record FunnelStep(Shortage shortage, int hosts, String example, String asked, String has) {
  public FunnelStep {
    Objects.requireNonNull(shortage, "shortage");
    Objects.requireNonNull(example, "example");
    Objects.requireNonNull(asked, "asked");
    Objects.requireNonNull(has, "has");
  }
}
