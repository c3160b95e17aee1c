package io.novacron.api.operation;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a live operation waits for.
 *
 * @param kind what it waits for
 * @param since since when
 * @param until when it goes on at the latest; absent where that is not known
 */
public record WaitingFor(Kind kind, Instant since, @Nullable Instant until) {
  public WaitingFor {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(since, "since");
  }

  /** The things to wait for. */
  public enum Kind {
    /** The cloud is working, or no provider for the account is there. */
    PROVIDER,
    /** Its turn: as many calls to the account are made as its budget allows. */
    BUDGET,
    /** The next attempt. */
    RETRY,
    /** A node that works on it. */
    OWNER
  }
}
