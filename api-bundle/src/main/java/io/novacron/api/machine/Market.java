package io.novacron.api.machine;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a machine is paid for.
 *
 * @param kind on-demand, or spot when it may be interrupted
 * @param maxPricePerHour the most that a spot machine may cost per hour, in US dollars; absent for
 *     no ceiling of its own
 */
public record Market(Kind kind, @Nullable BigDecimal maxPricePerHour) {
  /** Pay by the hour, not interrupted. */
  public static final Market ON_DEMAND = new Market(Kind.ON_DEMAND, null);

  public Market {
    Objects.requireNonNull(kind, "kind");
  }

  /** The kinds of market. */
  public enum Kind {
    ON_DEMAND,
    SPOT;

    /** The word of the interfaces: {@code on-demand} or {@code spot}. */
    public String wireName() {
      return this == ON_DEMAND ? "on-demand" : "spot";
    }
  }
}
