package io.novacron.provider.simulator.internal;

import java.util.List;
import java.util.function.Function;

/**
 * What a cloud makes of a call.
 *
 * @param <T> the answer
 */
public sealed interface Decision<T> {
  /** It changes nothing. */
  record Answer<T>(T value) implements Decision<T> {}

  /**
   * It changes something.
   *
   * @param transitions what is to be on disk, together, before the answer is given
   * @param answer the answer, from the fleet as it then is
   */
  record Write<T>(List<Transition> transitions, Function<Fleet, T> answer) implements Decision<T> {
    public Write {
      transitions = List.copyOf(transitions);
    }

    Write(Transition transition, Function<Fleet, T> answer) {
      this(List.of(transition), answer);
    }
  }
}
