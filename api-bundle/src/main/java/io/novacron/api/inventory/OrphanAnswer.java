package io.novacron.api.inventory;

import io.novacron.api.operation.Operation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came, or would come, of an action on an orphan.
 *
 * @param orphan the orphan as it was
 * @param action what was asked for
 * @param dryRun whether nothing was done
 * @param effect what it does, as a sentence
 * @param operation the operation that does it; absent in a dry run, and for a release
 */
public record OrphanAnswer(
    Orphan orphan,
    OrphanAction action,
    boolean dryRun,
    String effect,
    @Nullable Operation operation) {
  public OrphanAnswer {
    Objects.requireNonNull(orphan, "orphan");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(effect, "effect");
  }
}
