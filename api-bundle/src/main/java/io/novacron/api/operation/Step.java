package io.novacron.api.operation;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step of an operation, as the journal has it.
 *
 * @param name what is done: {@code call}, {@code poll}, {@code ask} (after an unknown outcome)
 * @param state how far it is
 * @param attempts how often it was begun
 * @param startedAt when it was first begun; recorded before the cloud is called
 * @param endedAt when it ended
 * @param detail what was done and why, for a person
 */
public record Step(
    String name,
    State state,
    int attempts,
    Instant startedAt,
    @Nullable Instant endedAt,
    String detail) {
  public Step {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(detail, "detail");
  }

  /** How far a step is. */
  public enum State {
    /** Begun; what comes of it is not recorded yet. */
    RUNNING,
    SUCCEEDED,
    FAILED,
    /** What came of it is not known. */
    UNKNOWN
  }
}
