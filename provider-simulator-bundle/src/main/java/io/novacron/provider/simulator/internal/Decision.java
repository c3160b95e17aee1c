package io.novacron.provider.simulator.internal;

import java.util.function.Function;

/**
 * What a cloud makes of a call.
 *
 * @param <T> the answer
 */
sealed interface Decision<T> {
  /** It changes nothing. */
  record Answer<T>(T value) implements Decision<T> {}

  /**
   * It changes something.
   *
   * @param transition what is to be on disk before the answer is given
   * @param answer the answer, from the fleet as it then is
   */
  record Write<T>(Transition transition, Function<Fleet, T> answer) implements Decision<T> {}
}
