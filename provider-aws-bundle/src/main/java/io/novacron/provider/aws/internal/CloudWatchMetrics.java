package io.novacron.provider.aws.internal;

import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.MetricName;
import io.novacron.api.provider.MetricPoint;
import io.novacron.api.provider.MetricSeries;
import io.novacron.api.provider.Metrics;
import io.novacron.api.provider.MetricsRequest;
import io.novacron.api.provider.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.MonitoringState;

/**
 * What CloudWatch measures of instances. EC2 reports every five minutes, or every minute for
 * instances with detailed monitoring, so intervals are no shorter than that, and a multiple of a
 * minute. Memory is not measured: the hypervisor does not see it. What is on disks counts volumes,
 * which is where machines of ours keep it.
 */
final class CloudWatchMetrics implements Metrics {
  private static final String NAMESPACE = "AWS/EC2";
  private static final Duration DETAILED = Duration.ofMinutes(1);
  private static final Duration BASIC = Duration.ofMinutes(5);

  /** By name: CloudWatch's name and statistic. */
  private static final Map<MetricName, Source> SOURCES =
      new EnumMap<>(
          Map.of(
              MetricName.CPU_PERCENT, new Source("CPUUtilization", "Average"),
              MetricName.NETWORK_IN_BYTES_PER_SECOND, new Source("NetworkIn", "Sum"),
              MetricName.NETWORK_OUT_BYTES_PER_SECOND, new Source("NetworkOut", "Sum"),
              MetricName.DISK_READ_BYTES_PER_SECOND, new Source("EBSReadBytes", "Sum"),
              MetricName.DISK_WRITE_BYTES_PER_SECOND, new Source("EBSWriteBytes", "Sum")));

  private final CallRunner runner;
  private final AwsClients clients;
  private final Ec2Reads reads;
  private final Clock clock;

  CloudWatchMetrics(CallRunner runner, AwsClients clients, Ec2Reads reads, Clock clock) {
    this.runner = runner;
    this.clients = clients;
    this.reads = reads;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Outcome<List<MetricSeries>>> series(
      CallContext context, String region, String reference, MetricsRequest request) {
    CallScope scope =
        new CallScope("read measurements", runner.account(), region, null, null, reference);
    return runner.read(
        scope,
        context,
        call ->
            reads
                .existing(call, region, reference)
                .thenCompose(instance -> measured(call, region, instance, request))
                .thenApply(Outcome.Done::new));
  }

  private CompletableFuture<List<MetricSeries>> measured(
      Exchange<?> call, String region, Instance instance, MetricsRequest request) {
    Duration interval = interval(instance, request.resolution());
    List<MetricName> names =
        request.names().stream().filter(SOURCES::containsKey).sorted().toList();
    Instant from = floor(request.from(), interval);
    Instant to = earlier(request.to(), clock.instant());
    if (names.isEmpty() || !from.isBefore(to)) {
      return CompletableFuture.completedFuture(
          names.stream().map(name -> new MetricSeries(name, List.of())).toList());
    }
    GetMetricDataRequest.Builder asked =
        GetMetricDataRequest.builder()
            .startTime(from)
            .endTime(to)
            .scanBy(ScanBy.TIMESTAMP_ASCENDING)
            .metricDataQueries(
                names.stream().map(name -> query(name, instance.instanceId(), interval)).toList());
    return more(call, region, asked, null, new HashMap<>())
        .thenApply(
            values ->
                names.stream().map(name -> series(name, values.get(id(name)), interval)).toList());
  }

  private CompletableFuture<Map<String, TreeMap<Instant, Double>>> more(
      Exchange<?> call,
      String region,
      GetMetricDataRequest.Builder asked,
      @Nullable String token,
      Map<String, TreeMap<Instant, Double>> values) {
    GetMetricDataRequest request = asked.nextToken(token).build();
    return call.read(() -> clients.cloudWatch(region).getMetricData(request))
        .thenCompose(
            reply -> {
              add(reply, values);
              String next = Replies.next(reply.nextToken());
              return next == null
                  ? CompletableFuture.completedFuture(values)
                  : more(call, region, asked, next, values);
            });
  }

  private static void add(
      GetMetricDataResponse reply, Map<String, TreeMap<Instant, Double>> values) {
    for (MetricDataResult result : reply.metricDataResults()) {
      TreeMap<Instant, Double> points =
          values.computeIfAbsent(String.valueOf(result.id()), id -> new TreeMap<>());
      int count = Math.min(result.timestamps().size(), result.values().size());
      for (int i = 0; i < count; i++) {
        points.put(result.timestamps().get(i), result.values().get(i));
      }
    }
  }

  private static MetricSeries series(
      MetricName name, @Nullable TreeMap<Instant, Double> values, Duration interval) {
    List<MetricPoint> points = new ArrayList<>();
    if (values != null) {
      double divisor = source(name).statistic().equals("Sum") ? interval.toSeconds() : 1;
      values.forEach((at, value) -> points.add(new MetricPoint(at, value / divisor)));
    }
    return new MetricSeries(name, points);
  }

  private static MetricDataQuery query(MetricName name, String instance, Duration interval) {
    Source source = source(name);
    return MetricDataQuery.builder()
        .id(id(name))
        .metricStat(
            stat ->
                stat.period(Math.toIntExact(interval.toSeconds()))
                    .stat(source.statistic())
                    .metric(
                        metric ->
                            metric
                                .namespace(NAMESPACE)
                                .metricName(source.metric())
                                .dimensions(
                                    Dimension.builder()
                                        .name("InstanceId")
                                        .value(instance)
                                        .build())))
        .build();
  }

  /** A sum over less than what is reported at once would be that of the report, not of the time. */
  private static Duration interval(Instance instance, Duration resolution) {
    boolean detailed =
        instance.monitoring() != null && instance.monitoring().state() == MonitoringState.ENABLED;
    Duration reported = detailed ? DETAILED : BASIC;
    Duration wanted = resolution.compareTo(reported) < 0 ? reported : resolution;
    long minutes = (wanted.toSeconds() + DETAILED.toSeconds() - 1) / DETAILED.toSeconds();
    return Duration.ofMinutes(minutes);
  }

  private static Instant floor(Instant time, Duration interval) {
    long seconds = interval.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static String id(MetricName name) {
    return "m" + name.ordinal();
  }

  private static Source source(MetricName name) {
    Source source = SOURCES.get(name);
    if (source == null) {
      throw new IllegalArgumentException(name + " is not measured");
    }
    return source;
  }

  private record Source(String metric, String statistic) {}
}
