package io.novacron.api.provider;

import java.util.Objects;

/** Whether a list is all there is. Only a full one may be taken as proof that something is gone. */
public sealed interface Completeness {
  /** Nothing is missing. */
  record Full() implements Completeness {}

  /**
   * Something may be missing.
   *
   * @param reason why
   */
  record Partial(String reason) implements Completeness {
    public Partial {
      Objects.requireNonNull(reason, "reason");
    }
  }
}
