package io.novacron.core.internal.version;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a change did.
 *
 * @param value the thing after it, in its latest version
 * @param before digest of what the thing said before; absent where there was none
 * @param after digest of what it says now
 * @param <C> what a version says
 */
public record VersionChange<C>(Versioned<C> value, @Nullable String before, String after) {
  public VersionChange {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(after, "after");
  }
}
