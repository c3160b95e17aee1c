package io.novacron.api.inventory;

import io.novacron.api.operation.Operation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came, or would come, of an action on a difference.
 *
 * @param drift the difference as it was, or as it is kept when it is ignored
 * @param action what was asked for
 * @param dryRun whether nothing was done
 * @param effect what it does, as a sentence
 * @param operation the operation that does it; absent in a dry run, and for what is done with the
 *     answer
 */
public record DriftAnswer(
    Drift drift, DriftAction action, boolean dryRun, String effect, @Nullable Operation operation) {
  public DriftAnswer {
    Objects.requireNonNull(drift, "drift");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(effect, "effect");
  }
}
