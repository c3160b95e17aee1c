package io.novacron.api.request;

import io.novacron.api.operation.Operation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came, or would come, of asking for work that goes on in the background.
 *
 * @param effect what it does, as a sentence
 * @param operation the operation that does it; absent in a dry run
 */
public record LongWork(String effect, @Nullable Operation operation) {
  public LongWork {
    Objects.requireNonNull(effect, "effect");
  }

  /** The operation that was begun. */
  public Operation begun() {
    return Objects.requireNonNull(operation, "operation");
  }
}
