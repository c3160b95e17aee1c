package io.novacron.api.provider;

import java.util.List;
import java.util.Objects;

/**
 * What was measured of a machine, oldest first. Intervals in which nothing was measured have no
 * point.
 *
 * @param name what was measured
 * @param points the means
 */
public record MetricSeries(MetricName name, List<MetricPoint> points) {
  public MetricSeries {
    Objects.requireNonNull(name, "name");
    points = List.copyOf(points);
  }
}
