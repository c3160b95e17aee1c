package io.novacron.core.internal.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.operation.OperationState;
import io.novacron.core.internal.testing.ManualTime;
import io.novacron.core.internal.testing.World;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskWatermarkTest {
  private static final long MIB = 1L << 20;
  private static final long TOTAL = 10_000 * MIB;

  private final ManualTime time = new ManualTime();
  private DiskSpace probe = () -> new DiskSpace.Measure(TOTAL, TOTAL);
  private final DiskWatermark watermark =
      new DiskWatermark(() -> probe.measure(), () -> SpaceSettings.DEFAULT, time.process());

  @Test
  void belowTheLimitWhatGrowsIsRefusedAndTheProblemSaysWhatToDo() {
    watermark.start();
    assertThatCode(watermark::requireRoom).doesNotThrowAnyException();
    free(150);
    assertThatThrownBy(watermark::requireRoom)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              Problem problem = e.problem();
              assertThat(problem.code()).isEqualTo("disk-space-low");
              assertThat(problem.category()).isEqualTo(Category.UNAVAILABLE);
              assertThat(problem.retryAfter()).isPositive();
              assertThat(problem.detail()).contains("150 of 10000 MiB");
              assertThat(problem.nextStep()).contains("deletes and cancels go on");
            });
    assertThat(watermark.problem()).isPresent();
    assertThat(watermark.free()).isEqualTo(150 * MIB);
  }

  @Test
  void itIsLiftedByItselfOnceThereIsClearlyMoreAndDoesNotFlutter() {
    watermark.start();
    free(199);
    assertThat(watermark.refuses()).isTrue();
    free(210);
    assertThat(watermark.refuses()).as("a little more is not enough").isTrue();
    free(251);
    assertThat(watermark.refuses()).isFalse();
    free(210);
    assertThat(watermark.refuses()).as("above the limit it is not refused anew").isFalse();
    assertThat(watermark.problem()).isEmpty();
  }

  @Test
  void aDiskThatCannotBeMeasuredChangesNothing() {
    probe =
        () -> {
          throw new IOException("gone");
        };
    watermark.start();
    assertThatCode(watermark::requireRoom).doesNotThrowAnyException();
    free(10);
    assertThat(watermark.refuses()).isTrue();
    probe =
        () -> {
          throw new IOException("gone");
        };
    time.advance(Duration.ofMinutes(1));
    assertThat(watermark.refuses()).isTrue();
  }

  @Test
  void nothingIsMeasuredAfterItsEnd() {
    watermark.start();
    watermark.close();
    free(10);
    assertThat(watermark.refuses()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    // total MiB, refused below MiB: the share of a large disk, the bytes of a usual one, and a
    // quarter of a small one.
    "1000000,20000",
    "4000,128",
    "200,50",
  })
  void theLimitFitsTheDisk(long total, long limit) {
    assertThat(SpaceSettings.DEFAULT.refuseBelow(total * MIB) / MIB).isEqualTo(limit);
  }

  @Test
  void aWarningNeverComesAfterTheRefusal() {
    SpaceSettings settings =
        SpaceSettingsReader.read(
            Map.of(
                "warnFreePercent", "5",
                "warnFreeMib", "100",
                "refuseFreePercent", "10",
                "refuseFreeMib", "200",
                "measureSeconds", "7"));
    assertThat(settings)
        .isEqualTo(new SpaceSettings(10, 200 * MIB, 10, 200 * MIB, Duration.ofSeconds(7)));
  }

  @Test
  void createsAreRefusedWhileDeletesGoOnAndRepeatsGetTheirAnswer() {
    World world = new World();
    World.Node node = world.start();
    node.disk.start();
    Accepted web = node.create("web", "key-1");
    node.done(web.operation().id());
    world.space = new DiskSpace.Measure(TOTAL, 10 * MIB);
    world.time.advance(Duration.ofSeconds(6));

    assertThatThrownBy(() -> node.create("db", "key-2"))
        .cause()
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo("disk-space-low"));
    assertThat(node.create("web", "key-1").operation().id()).isEqualTo(web.operation().id());
    String stop = node.act(web.machine().id(), MachineAction.STOP).operation().id();
    assertThat(node.done(stop).state()).isEqualTo(OperationState.SUCCEEDED);
    String delete = node.act(web.machine().id(), MachineAction.DELETE).operation().id();
    assertThat(node.done(delete).state()).isEqualTo(OperationState.SUCCEEDED);

    world.space = new DiskSpace.Measure(TOTAL, 5_000 * MIB);
    world.time.advance(Duration.ofSeconds(6));
    assertThat(node.create("db", "key-2").replayed()).isFalse();
  }

  private void free(long mib) {
    probe = () -> new DiskSpace.Measure(TOTAL, mib * MIB);
    time.advance(SpaceSettings.DEFAULT.period());
  }
}
