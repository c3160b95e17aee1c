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

/** Measurements of simulated machines. A machine that did not run yet or does not run has none. */
final class SimulatedMetrics implements Metrics {
  private final SimulatedCloud cloud;
  private final CallRunner runner;
  private final CloudErrors errors;
  private final MetricModel model;
  private final Clock clock;

  SimulatedMetrics(
      SimulatedCloud cloud, CallRunner runner, CloudErrors errors, long seed, Clock clock) {
    this.cloud = cloud;
    this.runner = runner;
    this.errors = errors;
    this.model = new MetricModel(seed);
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
        points.add(
            new MetricPoint(Instant.ofEpochSecond(at), model.value(name, machine, at, step)));
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
}
