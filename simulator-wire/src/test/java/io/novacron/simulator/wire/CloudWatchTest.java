package io.novacron.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.ec2.Ec2Client;

class CloudWatchTest {
  private @TempDir Path data = Path.of("");

  private final MovedClock clock = new MovedClock();

  @AfterEach
  void putTheClockRight() {
    clock.put(Duration.ZERO);
  }

  @Test
  void aRunningInstanceHasMetricsInTheResolutionThatIsPaidFor() throws Exception {
    try (WireFixture fixture = WireFixture.start(data, clock)) {
      clock.put(Duration.ofHours(-1));
      Ec2Client ec2 = fixture.ec2();
      String detailed =
          WireFixture.run(ec2, "one", request -> request.monitoring(on -> on.enabled(true)))
              .instanceId();
      String basic = WireFixture.run(ec2, "two").instanceId();
      clock.put(Duration.ZERO);
      CloudWatchClient client = fixture.cloudWatch();
      assertThat(values(client, detailed, "CPUUtilization", "Average"))
          .hasSizeBetween(58, 60)
          .allSatisfy(value -> assertThat(value).isBetween(0.0, 100.0));
      assertThat(values(client, basic, "CPUUtilization", "Average")).hasSizeBetween(10, 12);
      assertThat(values(client, basic, "NetworkIn", "Sum"))
          .isNotEmpty()
          .allSatisfy(value -> assertThat(value).isGreaterThan(100.0));
      assertThat(values(client, basic, "EBSWriteBytes", "Maximum")).isNotEmpty();
      assertThat(values(client, basic, "NoSuchMetric", "Sum")).isEmpty();
      assertThat(values(client, "i-0123456789abcdef0", "CPUUtilization", "Average")).isEmpty();

      List<Instant> times =
          read(client, detailed, "CPUUtilization", "Average")
              .metricDataResults()
              .get(0)
              .timestamps();
      assertThat(times).isSortedAccordingTo(Comparator.reverseOrder());
      // The same minute is measured the same whenever it is asked for.
      assertThat(values(client, detailed, "CPUUtilization", "Average").subList(2, 50))
          .isSubsetOf(values(client, detailed, "CPUUtilization", "Average"));
    }
  }

  @Test
  void refusalsAreToldInItsOwnProtocol() throws Exception {
    try (WireFixture fixture = WireFixture.start(data)) {
      CloudWatchClient client = fixture.cloudWatch();
      refused("ValidationError", () -> read(client, "i-12345678", "CPUUtilization", "p99"));
      assertThat(fixture.control("GET", "/calls", "").path("notSimulated").toString())
          .contains("GetMetricData: statistic p99");
      fixture.control("POST", "/faults", "{\"name\":\"throttle\",\"action\":\"GetMetricData\"}");
      refused("Throttling", () -> read(client, "i-12345678", "CPUUtilization", "Sum"));
    }
  }

  private static void refused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CloudWatchException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(400);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            });
  }

  private static List<Double> values(
      CloudWatchClient client, String instance, String metric, String stat) {
    return read(client, instance, metric, stat).metricDataResults().get(0).values();
  }

  private static GetMetricDataResponse read(
      CloudWatchClient client, String instance, String metric, String stat) {
    Instant now = Instant.now();
    return client.getMetricData(
        request ->
            request
                .startTime(now.minusSeconds(3_600))
                .endTime(now)
                .metricDataQueries(
                    MetricDataQuery.builder()
                        .id("one")
                        .metricStat(
                            wanted ->
                                wanted
                                    .stat(stat)
                                    .period(60)
                                    .metric(
                                        of ->
                                            of.namespace("AWS/EC2")
                                                .metricName(metric)
                                                .dimensions(
                                                    Dimension.builder()
                                                        .name("InstanceId")
                                                        .value(instance)
                                                        .build())))
                        .build()));
  }
}
