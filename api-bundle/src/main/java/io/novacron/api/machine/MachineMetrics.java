package io.novacron.api.machine;

import io.novacron.api.provider.MetricSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What was measured of a machine.
 *
 * @param machine id of the machine
 * @param source who measured: provider type and account
 * @param from begin of the time asked for
 * @param to end of the time asked for
 * @param resolution length of the intervals
 * @param observedAt when the cloud answered
 * @param series the measurements
 */
public record MachineMetrics(
    String machine,
    String source,
    Instant from,
    Instant to,
    Duration resolution,
    Instant observedAt,
    List<MetricSeries> series) {
  public MachineMetrics {
    Objects.requireNonNull(machine, "machine");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(resolution, "resolution");
    Objects.requireNonNull(observedAt, "observedAt");
    series = List.copyOf(series);
  }
}
