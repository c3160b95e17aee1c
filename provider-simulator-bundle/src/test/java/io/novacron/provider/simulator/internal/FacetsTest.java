package io.novacron.provider.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.provider.CloudSnapshot;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.MetricName;
import io.novacron.api.provider.MetricPoint;
import io.novacron.api.provider.MetricsRequest;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.SnapshotRequest;
import io.novacron.api.provider.SnapshotState;
import io.novacron.api.provider.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FacetsTest {
  private @TempDir Path directory = Path.of("");

  @Test
  void snapshotsAndTagsAreKnownAgainAfterARestart() {
    Instance machine;
    CloudSnapshot kept;
    CloudSnapshot deleted;
    try (OpenAccount account = OpenAccount.aws(directory)) {
      machine = account.create("machine");
      kept = take(account, machine, "kept");
      deleted = take(account, machine, "deleted");
      account
          .session()
          .outcome(
              facet(account)
                  .delete(account.session().context(), machine.region(), deleted.reference()));
    }
    try (OpenAccount account = OpenAccount.aws(directory)) {
      assertThat(
              account
                  .session()
                  .answer(
                      facet(account)
                          .list(
                              account.session().context(), machine.region(), machine.reference())))
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("observedAt")
          .containsExactly(kept);
      assertThat(take(account, machine, "deleted").state()).isEqualTo(SnapshotState.DELETED);
    }
  }

  @Test
  void aSnapshotIsPendingForAWhile() {
    try (OpenAccount account =
        OpenAccount.of(directory, "gcp", Map.of("provisioningMillis", "0"))) {
      assertThat(take(account, account.create("machine"), "one").state())
          .isEqualTo(SnapshotState.AVAILABLE);
    }
    try (OpenAccount account =
        OpenAccount.of(directory, "gcp", Map.of("provisioningMillis", "600000"))) {
      Instance machine =
          account
              .session()
              .answer(
                  account
                      .compute()
                      .findByToken(account.session().context(), account.region(), "machine"))
              .get(0);
      CloudSnapshot snapshot = take(account, machine, "two");
      assertThat(snapshot.state()).isEqualTo(SnapshotState.PENDING);
    }
  }

  @Test
  void theQuotaOfSnapshotsIsKept() {
    try (OpenAccount account = OpenAccount.of(directory, "azure", Map.of("quotaSnapshots", "1"))) {
      Instance machine = account.create("machine");
      CloudSnapshot first = take(account, machine, "first");
      assertThat(category(tryTake(account, machine, "second"))).isEqualTo(Category.QUOTA);
      account
          .session()
          .outcome(
              facet(account)
                  .delete(account.session().context(), machine.region(), first.reference()));
      assertThat(take(account, machine, "second").state()).isEqualTo(SnapshotState.AVAILABLE);
    }
  }

  @Test
  void faultsHitSnapshotsAndALostReplyHasMadeOne() {
    try (OpenAccount account = OpenAccount.aws(directory)) {
      Instance machine = account.create("machine");
      account.fault("throttle", "create-snapshot", Map.of());
      assertThat(category(tryTake(account, machine, "one"))).isEqualTo(Category.THROTTLED);
      account.fault("lost-reply", "create-snapshot", Map.of());
      assertThat(tryTake(account, machine, "one")).isInstanceOf(Outcome.Unknown.class);
      assertThat(
              account
                  .session()
                  .answer(
                      facet(account)
                          .findByToken(account.session().context(), machine.region(), "one")))
          .hasSize(1);
    }
  }

  @Test
  void aLogCutInsideASnapshotsLineIsRepaired() throws IOException {
    Path whole = Files.createDirectory(directory.resolve("whole"));
    Instance machine;
    try (OpenAccount account = OpenAccount.aws(whole)) {
      machine = account.create("machine");
      take(account, machine, "one");
    }
    byte[] bytes = Files.readAllBytes(whole.resolve("transitions.log"));
    Path cut = Files.createDirectory(directory.resolve("cut"));
    Files.createFile(cut.resolve("transitions.begun"));
    Files.write(cut.resolve("transitions.log"), Arrays.copyOf(bytes, bytes.length - 20));
    try (OpenAccount account = OpenAccount.aws(cut)) {
      assertThat(
              account
                  .session()
                  .answer(
                      facet(account)
                          .findByToken(account.session().context(), machine.region(), "one")))
          .isEmpty();
      assertThat(take(account, machine, "one").machine()).isEqualTo(machine.reference());
    }
  }

  @Test
  void measurementsAreTheSameForTheSameTimeAndDifferBetweenMachines() {
    try (OpenAccount account = OpenAccount.aws(directory)) {
      Instance one = account.create("one");
      Instance other = account.create("other");
      Instant now = Instant.now();
      account
          .session()
          .settled(
              one.region(),
              account.compute().start(account.session().context(), one.region(), one.reference()));
      assertThat(points(account, one, now.minusSeconds(3600), now.minusSeconds(60))).isEmpty();
      // Of a machine that is new there is little; the future is not told, so time must pass.
      List<MetricPoint> first = awaitPoints(account, one, now);
      List<MetricPoint> again = points(account, one, now, first.get(0).at().plusSeconds(1));
      assertThat(again.get(0)).isEqualTo(first.get(0));
      assertThat(awaitPoints(account, other, now).get(0).value())
          .isNotEqualTo(first.get(0).value());
    }
  }

  private static List<MetricPoint> awaitPoints(
      OpenAccount account, Instance machine, Instant from) {
    while (true) {
      List<MetricPoint> points = points(account, machine, from, from.plusSeconds(600));
      if (!points.isEmpty()) {
        return points;
      }
      java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
    }
  }

  private static List<MetricPoint> points(
      OpenAccount account, Instance machine, Instant from, Instant to) {
    return account
        .session()
        .answer(
            account
                .session()
                .provider()
                .metrics()
                .orElseThrow()
                .series(
                    account.session().context(),
                    machine.region(),
                    machine.reference(),
                    new MetricsRequest(
                        Set.of(MetricName.CPU_PERCENT),
                        from,
                        to,
                        Duration.ofSeconds(
                            to.getEpochSecond() - from.getEpochSecond() > 1440 ? 60 : 1))))
        .get(0)
        .points();
  }

  private static Snapshots facet(OpenAccount account) {
    return account.session().provider().snapshots().orElseThrow();
  }

  private static CloudSnapshot take(OpenAccount account, Instance machine, String token) {
    Outcome<CloudSnapshot> outcome = tryTake(account, machine, token);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<CloudSnapshot>) outcome).get();
  }

  private static Outcome<CloudSnapshot> tryTake(
      OpenAccount account, Instance machine, String token) {
    return account
        .session()
        .outcome(
            facet(account)
                .create(
                    account.session().context(token),
                    new SnapshotRequest(
                        machine.region(),
                        machine.reference(),
                        "nightly\ttab=100%",
                        new OwnerTag("test", "default", "machine", token))));
  }

  private static Category category(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed<?>) outcome).error().category();
  }
}
