package io.novacron.provider.simulator.internal;

import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.MetricName;
import io.novacron.api.provider.MetricPoint;
import io.novacron.api.provider.MetricSeries;
import io.novacron.api.provider.Metrics;
import io.novacron.api.provider.MetricsRequest;
import io.novacron.api.provider.Outcome;
import io.novacron.provider.simulator.internal.Ruling.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Measurements of simulated machines. They follow from the seed, the machine and the time, and are
 * computed when they are asked for: a daily wave, a slower one of the week, and noise that is the
 * same for the same minute. A machine that did not run yet or does not run has none.
 */
final class SimulatedMetrics implements Metrics {
  private static final double DAY_SECONDS = 86_400;
  private static final double WEEK_SECONDS = 7 * DAY_SECONDS;
  private static final long NOISE_SECONDS = 60;

  private final SimulatedCloud cloud;
  private final CallRunner runner;
  private final CloudErrors errors;
  private final long seed;
  private final Clock clock;

  SimulatedMetrics(
      SimulatedCloud cloud, CallRunner runner, CloudErrors errors, long seed, Clock clock) {
    this.cloud = cloud;
    this.runner = runner;
    this.errors = errors;
    this.seed = seed;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Outcome<List<MetricSeries>>> series(
      CallContext context, String region, String reference, MetricsRequest request) {
    CallSubject subject = CallSubject.inRegion(Action.METRICS, region, reference);
    return runner.run(
        subject,
        context,
        exchange ->
            cloud.look(
                fleet -> {
                  SimulatedMachine machine = fleet.byReference(reference);
                  return machine != null
                          && machine.facts().region().equals(region)
                          && cloud.sees(machine)
                      ? new Outcome.Done<>(series(machine, request))
                      : new Outcome.Failed<>(
                          errors.of(
                              Refused.of(
                                  Refusal.NOT_FOUND,
                                  "There is no " + reference + " in " + region + ".",
                                  subject.scope()),
                              exchange.requestId()));
                }));
  }

  private List<MetricSeries> series(SimulatedMachine machine, MetricsRequest request) {
    return request.names().stream()
        .sorted()
        .map(name -> new MetricSeries(name, points(name, machine, request)))
        .toList();
  }

  private List<MetricPoint> points(
      MetricName name, SimulatedMachine machine, MetricsRequest request) {
    long step = request.resolution().toSeconds();
    Instant end = earlier(request.to(), earlier(clock.instant(), stopped(machine)));
    List<MetricPoint> points = new ArrayList<>();
    long at = Math.floorDiv(request.from().getEpochSecond(), step) * step;
    for (; at + step <= end.getEpochSecond(); at += step) {
      if (at >= machine.createdAt().getEpochSecond()) {
        points.add(new MetricPoint(Instant.ofEpochSecond(at), value(name, machine, at, step)));
      }
    }
    return points;
  }

  /** When its measurements end: when it stopped running, if it did. */
  private static Instant stopped(SimulatedMachine machine) {
    return machine.phase() == Phase.RUNNING ? Instant.MAX : machine.since();
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private double value(MetricName name, SimulatedMachine machine, long at, long step) {
    String reference = machine.reference();
    Draw own = Draw.of(seed, "metric", name.name(), reference);
    double level = 0.15 + 0.5 * own.unit();
    double phase = Draw.of(seed, "phase", reference).unit();
    double middle = at + step / 2.0;
    double day = Math.sin(2 * Math.PI * (middle / DAY_SECONDS + phase));
    double week = Math.sin(2 * Math.PI * (middle / WEEK_SECONDS + phase));
    double noise =
        Draw.of(
                    seed,
                    "noise",
                    name.name(),
                    reference,
                    Long.toString(Math.floorDiv(at, NOISE_SECONDS)))
                .unit()
            - 0.5;
    double share = Math.max(0.005, Math.min(0.995, level + 0.2 * day + 0.05 * week + 0.1 * noise));
    return switch (name) {
      case CPU_PERCENT -> 100 * share;
      case MEMORY_PERCENT -> 100 * (0.3 + 0.6 * share);
      case NETWORK_IN_BYTES_PER_SECOND, NETWORK_OUT_BYTES_PER_SECOND ->
          share * machine.facts().vcpus() * 4_000_000;
      case DISK_READ_BYTES_PER_SECOND, DISK_WRITE_BYTES_PER_SECOND ->
          share * machine.facts().vcpus() * 2_000_000;
    };
  }
}
