package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.machine.MachineMetrics;
import io.novacron.api.provider.MetricPoint;
import io.novacron.api.provider.MetricSeries;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/** What was measured of a machine. */
@Schema(name = "MachineMetrics", description = "What was measured of a machine.")
public record MachineMetricsView(
    @JsonProperty(required = true) @Schema(description = "Id of the machine.") String machine,
    @JsonProperty(required = true)
        @Schema(description = "Who measured.", example = "simulator, account simulated-aws")
        String source,
    @JsonProperty(required = true) Instant from,
    @JsonProperty(required = true) Instant to,
    @JsonProperty(required = true) @Schema(description = "Length of an interval.", example = "60")
        long resolutionSeconds,
    @JsonProperty(required = true) @Schema(description = "When the cloud answered.")
        Instant observedAt,
    @JsonProperty(required = true) List<SeriesView> series) {

  public static MachineMetricsView of(MachineMetrics metrics) {
    return new MachineMetricsView(
        metrics.machine(),
        metrics.source(),
        metrics.from(),
        metrics.to(),
        metrics.resolution().toSeconds(),
        metrics.observedAt(),
        metrics.series().stream().map(SeriesView::of).toList());
  }

  /** One series. */
  @Schema(
      name = "MetricSeries",
      description =
          "Means over intervals, oldest first; intervals without measurements are left out.")
  public record SeriesView(
      @JsonProperty(required = true) @Schema(example = "cpu-percent") String name,
      @JsonProperty(required = true) @Schema(example = "percent") String unit,
      @JsonProperty(required = true) List<PointView> points) {
    static SeriesView of(MetricSeries series) {
      return new SeriesView(
          series.name().wireName(),
          series.name().unit(),
          series.points().stream().map(PointView::of).toList());
    }
  }

  /** One mean. */
  @Schema(name = "MetricPoint", description = "The mean over one interval.")
  public record PointView(
      @JsonProperty(required = true) @Schema(description = "When the interval began.") Instant at,
      @JsonProperty(required = true) double value) {
    static PointView of(MetricPoint point) {
      return new PointView(point.at(), point.value());
    }
  }
}
