package io.novacron.api.placement;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one filter did.
 *
 * @param filter name of the filter, such as {@code memory}
 * @param before candidates that came to it
 * @param after candidates that passed it
 * @param example one that it took out and why, as a sentence; absent when it took none
 */
public record FunnelStage(String filter, int before, int after, @Nullable String example) {
  public FunnelStage {
    Objects.requireNonNull(filter, "filter");
  }
}
