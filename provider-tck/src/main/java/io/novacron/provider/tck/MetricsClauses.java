package io.novacron.provider.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.novacron.api.error.Category;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.MetricName;
import io.novacron.api.provider.MetricPoint;
import io.novacron.api.provider.MetricSeries;
import io.novacron.api.provider.MetricsRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Measurements, where a provider has them. */
public interface MetricsClauses extends ContractSubject {
  @Test
  @DisplayName("T27 the facet metrics is there exactly when the descriptor declares it")
  default void metricsAreThereExactlyWhenTheyAreDeclared() {
    assertThat(session().provider().metrics().isPresent())
        .isEqualTo(factory().descriptor().capabilities().contains(Capability.METRICS));
  }

  @Test
  @DisplayName("measurements are of the names, the time and the resolution asked for, oldest first")
  default void measurementsAreWhatWasAskedFor() {
    assumeTrue(session().provider().metrics().isPresent(), "it has no metrics");
    Instance machine = session().running(ContractSession.newToken(), request());
    ReadClauses.awaitVisible(this, machine.region(), machine.reference());
    Instant now = session().clock().instant();
    Instant from = now.minus(Duration.ofMinutes(10));
    MetricsRequest wanted =
        new MetricsRequest(
            Set.of(MetricName.CPU_PERCENT, MetricName.MEMORY_PERCENT),
            from,
            now.plusSeconds(600),
            Duration.ofSeconds(1));
    for (MetricSeries series :
        session()
            .answer(
                session()
                    .provider()
                    .metrics()
                    .orElseThrow()
                    .series(session().context(), machine.region(), machine.reference(), wanted))) {
      assertThat(wanted.names()).contains(series.name());
      assertThat(series.points()).extracting(MetricPoint::at).isSorted().doesNotHaveDuplicates();
      // What has not been measured yet is not told.
      assertThat(series.points())
          .allSatisfy(
              point -> {
                assertThat(point.at()).isBetween(from.minusSeconds(1), session().clock().instant());
                assertThat(point.value()).isBetween(0.0, 100.0);
              });
    }
  }

  @Test
  @DisplayName("measurements of a machine that is not there are NOT_FOUND")
  default void measurementsOfNoMachineAreNotFound() {
    assumeTrue(session().provider().metrics().isPresent(), "it has no metrics");
    InstanceRequest request = request();
    Instant now = session().clock().instant();
    MetricsRequest wanted =
        new MetricsRequest(
            Set.copyOf(List.of(MetricName.CPU_PERCENT)),
            now.minusSeconds(60),
            now,
            Duration.ofSeconds(10));
    assertThat(
            session()
                .error(
                    session()
                        .provider()
                        .metrics()
                        .orElseThrow()
                        .series(session().context(), request.region(), "nothing-0", wanted))
                .category())
        .isEqualTo(Category.NOT_FOUND);
  }
}
