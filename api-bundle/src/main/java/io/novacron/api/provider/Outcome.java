package io.novacron.api.provider;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came of a call. A stage of a provider completes with one of these and never fails; one that
 * fails all the same is taken for {@link Unknown} when it might have changed something.
 *
 * @param <T> what a finished call gives
 */
public sealed interface Outcome<T> {
  /**
   * It has taken effect.
   *
   * @param value the answer; null only where T is Void
   */
  record Done<T>(@Nullable T value) implements Outcome<T> {
    /** The answer, where one is due. */
    public T get() {
      return Objects.requireNonNull(value, "value");
    }
  }

  /**
   * The cloud has taken it on and is still working.
   *
   * @param handle what to poll it by; survives a restart of ours
   * @param reference the machine's reference, when the cloud has told it already
   * @param pollAfter how long to wait before the first poll
   */
  record Accepted<T>(String handle, @Nullable String reference, Duration pollAfter)
      implements Outcome<T> {
    public Accepted {
      Objects.requireNonNull(handle, "handle");
      Objects.requireNonNull(pollAfter, "pollAfter");
    }
  }

  /**
   * It may or may not have taken effect: the reply was lost, or the deadline passed. The caller
   * asks by token, then by owner tag (a create) or by reference (all else) before it repeats
   * anything.
   *
   * @param reason what is known, as a sentence
   */
  record Unknown<T>(String reason) implements Outcome<T> {
    public Unknown {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * It has not taken effect, and will not.
   *
   * @param error why
   */
  record Failed<T>(ProviderError error) implements Outcome<T> {
    public Failed {
      Objects.requireNonNull(error, "error");
    }
  }
}
