package io.novacron.api.operation;

import io.novacron.api.error.Problem;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far one item of a batch is.
 *
 * @param index number of the item in the request, from 0
 * @param state how far it is
 * @param operation id of the operation that does it; absent while it is not begun, and when it
 *     could not be
 * @param machine id of the machine, as soon as it is known
 * @param error why it failed or was not begun
 * @param undo id of the operation that undoes it, once that is begun
 * @param undoError why it could not be undone, and what is left
 */
public record ItemResult(
    int index,
    State state,
    @Nullable String operation,
    @Nullable String machine,
    @Nullable Problem error,
    @Nullable String undo,
    @Nullable Problem undoError) {
  public ItemResult {
    Objects.requireNonNull(state, "state");
  }

  /** How far an item is. */
  public enum State {
    /** Not begun. */
    QUEUED,
    /** Its operation is recorded and not done. */
    RUNNING,
    SUCCEEDED,
    FAILED,
    /** Never begun, because the batch had been given up or cancelled by then. */
    SKIPPED,
    /** It had succeeded and was undone, because the batch did not succeed. */
    UNDONE,
    /** It should have been undone and could not be; something is left. */
    NOT_UNDONE;

    /** Whether the item itself is over; it may yet be undone. */
    public boolean ended() {
      return switch (this) {
        case QUEUED, RUNNING -> false;
        case SUCCEEDED, FAILED, SKIPPED, UNDONE, NOT_UNDONE -> true;
      };
    }
  }
}
