package io.novacron.core.internal.spot;

import java.util.Objects;

/** Where a machine is when the policy is asked. */
public sealed interface Present {
  /** It is not there yet. */
  record Nowhere() implements Present {}

  /**
   * It is a spot machine.
   *
   * @param place where
   */
  record OnSpot(String place) implements Present {
    public OnSpot {
      Objects.requireNonNull(place, "place");
    }
  }

  /** It is on demand. */
  record OnDemand() implements Present {}
}
