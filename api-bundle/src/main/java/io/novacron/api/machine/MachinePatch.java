package io.novacron.api.machine;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change of what is wanted of a machine. Parts that are absent stay as they are.
 *
 * @param labels new value by label; empty removes the label
 * @param clearLabels whether all labels go first
 * @param desiredState what the machine should be in the end
 * @param size how big it must at least be from now on; a resize
 * @param instanceType the cloud's own type that it should have; a resize
 */
public record MachinePatch(
    Map<String, Optional<String>> labels,
    boolean clearLabels,
    @Nullable DesiredState desiredState,
    @Nullable SizePatch size,
    @Nullable String instanceType) {
  public MachinePatch {
    labels = Map.copyOf(labels);
  }

  /** A change of labels and nothing else. */
  public static MachinePatch ofLabels(Map<String, Optional<String>> labels) {
    return new MachinePatch(labels, false, null, null, null);
  }
}
