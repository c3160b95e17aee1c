package io.novacron.security.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.error.Category;
import io.novacron.api.error.ProblemException;
import io.novacron.api.security.AuditRecord;
import io.novacron.api.security.Caller;
import io.novacron.api.store.StateStore;
import io.novacron.store.contract.InMemoryStateStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChainedAuditLogTest {
  static final AuditLayout LAYOUT = new AuditLayout("node-1", 100);

  private final InMemoryStateStore store = new InMemoryStateStore(Clock.systemUTC());
  private final AtomicReference<@Nullable StateStore> served = new AtomicReference<>(store);
  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private final ChainedAuditLog log = open();

  @AfterEach
  void stop() throws InterruptedException {
    executor.shutdown();
    assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void recordsAreChainedInTheOrderInWhichTheyWereAppended() {
    append(log, 250);

    assertThat(verify()).isEqualTo(new Verification.Intact(250, 250));
    assertThat(targets()).containsExactlyElementsOf(names(250));
  }

  @Test
  void anAppendIsDoneOnlyWhenItsRecordIsDurable() {
    store.holdCommits();
    CompletionStage<Void> done = log.append(entry("vm-1"));
    Awaitility.await().until(() -> store.heldCommits() == 1);
    assertThat(done.toCompletableFuture()).isNotDone();

    store.releaseCommits();

    join(done);
    assertThat(targets()).containsExactly("vm-1");
  }

  @Test
  void whatWaitsWhileAWriteIsUnderWaySharesFewTransactions() {
    store.holdCommits();
    List<CompletionStage<Void>> done = new ArrayList<>();
    done.add(log.append(entry("vm-0")));
    Awaitility.await().until(() -> store.heldCommits() == 1);
    for (int i = 1; i < 127; i++) {
      done.add(log.append(entry("vm-" + i)));
    }

    store.releaseCommits();
    done.forEach(ChainedAuditLogTest::join);

    // One alone, then 63 and 36 up to the end of the segment, then the last 27.
    assertThat(store.statistics().transactions()).isEqualTo(4);
    assertThat(verify()).isEqualTo(new Verification.Intact(127, 127));
  }

  @Test
  void aNewLogGoesOnWhereTheFormerEnded() {
    append(log, 3);
    append(open(), 2);
    append(open(), 95);
    append(open(), 1);

    assertThat(verify()).isEqualTo(new Verification.Intact(101, 101));
  }

  @Test
  void chainsOfDifferentNodesAreApart() {
    append(log, 3);
    AuditLayout other = new AuditLayout("node-2", 100);
    append(new ChainedAuditLog(other, served::get, executor, 10), 2);
    append(log, 1);

    assertThat(verify()).isEqualTo(new Verification.Intact(4, 4));
    assertThat(new AuditVerifier(other, store).verify(Integer.MAX_VALUE, null))
        .isEqualTo(new Verification.Intact(2, 2));
  }

  @Test
  void twoWritersOfOneChainDoNotForkIt() {
    ChainedAuditLog other = open();
    for (int i = 0; i < 20; i++) {
      append(log, 1);
      append(other, 1);
    }

    assertThat(verify()).isEqualTo(new Verification.Intact(40, 40));
  }

  @Test
  void aWriteThatWasNotAppliedFailsItsAppendsAndTheNextSucceeds() {
    append(log, 1);
    store.failBeforeNextCommits(1);

    assertUnavailable(log.append(entry("lost")));
    append(log, 1);

    assertThat(targets()).containsExactly("vm-0", "vm-0");
    assertThat(verify()).isEqualTo(new Verification.Intact(2, 2));
  }

  @Test
  void aWriteWhoseAcknowledgementWasLostCountsOnce() {
    store.failAfterNextCommits(1);

    join(log.append(entry("vm-1")));
    join(log.append(entry("vm-2")));

    assertThat(targets()).containsExactly("vm-1", "vm-2");
    assertThat(verify()).isEqualTo(new Verification.Intact(2, 2));
  }

  @Test
  void withoutAStateStoreNothingIsAcceptedAndWithItAgainTheChainGoesOn() {
    append(log, 1);
    served.set(null);
    assertUnavailable(log.append(entry("lost")));

    served.set(store);
    append(log, 1);

    assertThat(verify()).isEqualTo(new Verification.Intact(2, 2));
  }

  @Test
  void moreRecordsThanMayWaitAreRefusedAtOnce() {
    ChainedAuditLog small = new ChainedAuditLog(LAYOUT, served::get, executor, 5);
    store.holdCommits();
    List<CompletionStage<Void>> accepted = new ArrayList<>();
    accepted.add(small.append(entry("vm-0")));
    Awaitility.await().until(() -> store.heldCommits() == 1);
    for (int i = 1; i <= 5; i++) {
      accepted.add(small.append(entry("vm-" + i)));
    }

    assertUnavailable(small.append(entry("too-many")));
    store.releaseCommits();

    accepted.forEach(ChainedAuditLogTest::join);
    assertThat(targets()).hasSize(6).doesNotContain("too-many");
  }

  @Test
  void closingWaitsForWhatWaitsAndRefusesWhatComes() throws InterruptedException {
    List<CompletionStage<Void>> done = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      done.add(log.append(entry("vm-" + i)));
    }

    log.close(Duration.ofSeconds(10));

    assertThat(targets()).hasSize(300);
    done.forEach(ChainedAuditLogTest::join);
    assertUnavailable(log.append(entry("late")));
  }

  private ChainedAuditLog open() {
    return new ChainedAuditLog(LAYOUT, served::get, executor, 10_000);
  }

  private Verification verify() {
    return new AuditVerifier(LAYOUT, store).verify(Integer.MAX_VALUE, null);
  }

  private List<@Nullable String> targets() {
    return Chains.entries(store, LAYOUT).stream().map(AuditEntry::target).toList();
  }

  private static List<String> names(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("vm-" + i);
    }
    return names;
  }

  static void append(ChainedAuditLog log, int count) {
    List<CompletionStage<Void>> done = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      done.add(log.append(entry("vm-" + i)));
    }
    done.forEach(ChainedAuditLogTest::join);
  }

  static AuditRecord entry(String target) {
    return new AuditRecord(
        Instant.parse("2026-11-23T10:00:00Z"),
        new Caller("admin", "default", Set.of("admin"), "rest", "127.0.0.1", "request-1"),
        "vm:create",
        "vm",
        target,
        null,
        AuditRecord.Result.ACCEPTED,
        null,
        null,
        null);
  }

  private static void join(CompletionStage<Void> stage) {
    stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private static void assertUnavailable(CompletionStage<Void> stage) {
    assertThatThrownBy(() -> join(stage))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().category()).isEqualTo(Category.UNAVAILABLE);
              assertThat(e.problem().code()).isEqualTo("audit-unavailable");
            });
  }
}
