package io.novacron.core.internal.traffic;

import io.novacron.api.provider.Lane;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides which lane is next: smooth weighted round robin, so that over any stretch each lane that
 * can go gets its share of turns and none waits for long. Not safe for use by many threads.
 */
final class LaneTurns {
  private final int[] credit = new int[Lane.values().length];

  /**
   * The lane whose turn it is.
   *
   * @param ready whether a lane can go now
   * @return null when none can
   */
  @Nullable Lane next(Predicate<Lane> ready) {
    Lane best = null;
    int total = 0;
    for (Lane lane : Lane.values()) {
      if (ready.test(lane)) {
        total += weight(lane);
        credit[lane.ordinal()] += weight(lane);
        if (best == null || credit[lane.ordinal()] > credit[best.ordinal()]) {
          best = lane;
        }
      }
    }
    if (best != null) {
      credit[best.ordinal()] -= total;
    }
    return best;
  }

  /** Turns of a lane for each turn of the last. */
  static int weight(Lane lane) {
    return switch (lane) {
      case INTERRUPT -> 16;
      case DELETE -> 8;
      case INTERACTIVE -> 4;
      case BACKGROUND -> 1;
    };
  }
}
