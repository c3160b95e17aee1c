package io.novacron.core.internal.operation;

import org.jspecify.annotations.Nullable;

/**
 * What an operation was asked for beyond its kind. Fixed when it is recorded.
 *
 * @param force whether the guest is not waited for
 * @param takesOver id of the operation that was moving the machine and was cancelled for this one;
 *     then it is not known in which state the cloud has the machine
 * @param resize what a resize leads to; absent for all else
 */
public record Arguments(boolean force, @Nullable String takesOver, @Nullable Resize resize) {
  /** Those of an operation that needs none. */
  public static final Arguments NONE = new Arguments(false, null, null);
}
