package io.novacron.api.provider;

import java.time.Instant;
import java.util.Objects;

/**
 * The mean over one interval.
 *
 * @param at when the interval began
 * @param value the mean, in the unit of its metric
 */
public record MetricPoint(Instant at, double value) {
  public MetricPoint {
    Objects.requireNonNull(at, "at");
  }
}
