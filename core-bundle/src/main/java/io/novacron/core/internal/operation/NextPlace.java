package io.novacron.core.internal.operation;

import io.novacron.api.machine.Machine;
import io.novacron.api.placement.Decision;
import java.util.Objects;

/**
 * Finds another place for a create that was refused. Uses the processor only, for some
 * milliseconds; safe for use by many threads.
 */
@FunctionalInterface
public interface NextPlace {
  /**
   * Finds one.
   *
   * @param machine the machine as it is recorded
   * @param tried where it was refused; the last one just now
   */
  Answer find(Machine machine, PlacesTried tried);

  /** What was found. */
  sealed interface Answer {
    /**
     * Another place.
     *
     * @param decision the decision, which has a choice; it says what was refused
     * @param token idempotency token of the create there, since it is another request
     */
    record Found(Decision decision, String token) implements Answer {
      public Found {
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(token, "token");
      }
    }

    /**
     * None.
     *
     * @param why a sentence
     * @param nextStep what the caller can do
     */
    record None(String why, String nextStep) implements Answer {
      public None {
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(nextStep, "nextStep");
      }
    }
  }
}
