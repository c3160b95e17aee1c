package io.novacron.api.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * Which measurements are wanted.
 *
 * @param names what was measured
 * @param from the first interval begins here or before; rounded down to the resolution
 * @param to the last interval ends here or before
 * @param resolution length of an interval, a second or more; at most 1,440 of them fit in between
 */
public record MetricsRequest(Set<MetricName> names, Instant from, Instant to, Duration resolution) {
  /** Most points in a series. */
  public static final int MOST_POINTS = 1440;

  public MetricsRequest {

    names = Set.copyOf(names);
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(resolution, "resolution");
    if (resolution.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "resolution must be a second or more but is " + resolution);
    }
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("it must not end before it begins");
    }
    if (Duration.between(from, to).dividedBy(resolution) > MOST_POINTS) {
      throw new IllegalArgumentException("it must not have more than " + MOST_POINTS + " points");
    }
  }
}
