package io.novacron.api.machine;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a machine is paid for.
 *
 * @param kind on-demand, or spot when it may be interrupted; for spot only offers with a known spot
 *     price are considered, and none at its on-demand price
 * @param maxPricePerHour the most that it may cost per hour in that market, in US dollars; absent
 *     for no ceiling of its own
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
