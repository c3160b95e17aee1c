package io.novacron.api.placement;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is advised about a spot machine.
 *
 * @param action what to do
 * @param to the place to go to; present for a move
 * @param expectedSaving what is saved over the horizon against staying, after the cost of the move,
 *     in US dollars; absent for staying
 * @param why sentences that hold the figures, for people
 */
public record SpotAdvice(
    Action action, @Nullable String to, @Nullable BigDecimal expectedSaving, String why) {
  public SpotAdvice {
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(why, "why");
  }

  /** What to do. */
  public enum Action {
    /** Leave the machine where it is. */
    STAY,
    /** Go to a place on spot. */
    MOVE,
    /** Go on demand. */
    ON_DEMAND
  }
}
