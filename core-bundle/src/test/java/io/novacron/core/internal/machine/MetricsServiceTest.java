package io.novacron.core.internal.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.MachineMetrics;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.MetricName;
import io.novacron.api.provider.MetricSeries;
import io.novacron.api.security.Caller;
import io.novacron.core.internal.testing.FakeCloud.Behaviour;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class MetricsServiceTest {
  private static final Caller CALLER = World.caller();
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final World world = new World();

  @Test
  void measurementsSayWhatTheyAreOfAndWhoMadeThemWhen() {
    World.Node node = world.start();
    String id = running(node);
    MachineMetrics metrics =
        node.answer(node.metrics.read(CALLER, id, Set.of(MetricName.CPU_PERCENT), HOUR, MINUTE));
    assertThat(metrics.machine()).isEqualTo(id);
    assertThat(metrics.source()).isEqualTo("fake, account " + World.ACCOUNT);
    assertThat(metrics.to()).isEqualTo(metrics.from().plus(HOUR));
    assertThat(metrics.observedAt()).isNotNull();
    assertThat(metrics.series())
        .extracting(MetricSeries::name)
        .containsExactly(MetricName.CPU_PERCENT);
    assertThat(node.answer(node.metrics.read(CALLER, id, Set.of(), HOUR, MINUTE)).series())
        .hasSize(MetricName.values().length);
  }

  @Test
  void anAnswerIsBounded() {
    World.Node node = world.start();
    String id = running(node);
    assertThat(
            problem(
                    node.metrics.read(
                        CALLER, id, Set.of(), Duration.ofDays(1), Duration.ofSeconds(1)))
                .errors())
        .singleElement()
        .satisfies(
            error ->
                assertThat(error)
                    .isEqualTo(
                        new FieldError(
                            "resolution",
                            "must be at least 61s for this window, as a series has at most 1440"
                                + " points")));
    assertThat(
            problem(
                    node.metrics.read(
                        CALLER, id, Set.of(), Duration.ofDays(31), Duration.ofMillis(1)))
                .errors())
        .extracting(FieldError::pointer)
        .containsExactly("window", "resolution");
  }

  @Test
  void whatTheCloudAnswersIsToldWithItsCategory() {
    World.Node node = world.start();
    String id = running(node);
    world.cloud.next("metrics", Behaviour.Refuse.of(Category.THROTTLED));
    assertThat(problem(node.metrics.read(CALLER, id, Set.of(), HOUR, MINUTE)).category())
        .isEqualTo(Category.THROTTLED);
    assertThat(problem(node.metrics.read(CALLER, "vm-none", Set.of(), HOUR, MINUTE)).category())
        .isEqualTo(Category.NOT_FOUND);
  }

  @Test
  void anAccountWithoutMetricsSaysSo() {
    world.cloud.lacks(Capability.METRICS, "The cloud measures nothing.");
    World.Node node = world.start();
    String id = running(node);
    Problem problem = problem(node.metrics.read(CALLER, id, Set.of(), HOUR, MINUTE));
    assertThat(problem.category()).isEqualTo(Category.UNSUPPORTED);
    assertThat(problem.detail()).isEqualTo("The cloud measures nothing.");
  }

  private static String running(World.Node node) {
    Accepted created = node.create("web", null);
    node.done(created.operation().id());
    return created.machine().id();
  }

  private Problem problem(CompletionStage<?> stage) {
    world.time.runReady();
    Throwable[] thrown = new Throwable[1];
    assertThatThrownBy(() -> stage.toCompletableFuture().getNow(null))
        .satisfies(failure -> thrown[0] = failure);
    Throwable cause = thrown[0] instanceof CompletionException e ? e.getCause() : thrown[0];
    return ((ProblemException) Objects.requireNonNull(cause)).problem();
  }
}
