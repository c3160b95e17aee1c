package io.novacron.core.internal.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.batch.BatchItem;
import io.novacron.api.batch.BatchPolicy;
import io.novacron.api.batch.BatchRequest;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.event.EventFilter;
import io.novacron.api.event.EventLog;
import io.novacron.api.event.EventPage;
import io.novacron.api.event.RecordedEvent;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationState;
import io.novacron.api.operation.Step;
import io.novacron.api.store.Query;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.inventory.DriftRecords;
import io.novacron.core.internal.machine.Attempt;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class CompactionTest {
  private final World world = new World();

  @Test
  void itIsAnOperationThatSaysWhatItRemoved() {
    World.Node node = world.start();
    String id = node.create("web", "key-1").machine().id();
    node.done(node.machine(id).operation());
    node.done(node.act(id, MachineAction.STOP).operation().id());
    node = later(node, Duration.ofDays(31));

    Operation begun = node.answer(node.compactions.begin("default", "admin", Attempt.plain()));
    assertThat(begun.kind()).isEqualTo(OperationKind.COMPACT);
    Operation done = finished(node, begun.id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(done.progress()).isEqualTo(1);
    assertThat(done.steps())
        .extracting(Step::name)
        .containsExactly(
            "idempotency-keys",
            "answers-to-keys",
            "deleted-machines",
            "operations",
            "decisions",
            "inputs-of-decisions",
            "events",
            "audit-records");
    assertThat(done.result())
        .startsWith("removed 1 idempotency keys, 0 answers to keys, 0 deleted machines, 1 oper");
    assertThat(node.machine(id).operation()).as("its latest stays").isNotEmpty();
    assertThat(node.operation(node.machine(id).operation()).done()).isTrue();
    assertThat(node.events)
        .extracting(event -> event.type())
        .contains("io.novacron.operation.succeeded.v1");
  }

  @Test
  void aCursorPastWhatIsKeptIsToldSoAndAYoungerOneGoesOn() {
    World.Node node = world.start();
    node.done(node.create("old", null).operation().id());
    List<RecordedEvent> old = events(node, EventLog.OLDEST);
    node = later(node, Duration.ofDays(8));
    node.done(node.create("young", null).operation().id());
    String young = events(node, old.get(old.size() - 1).cursor()).get(0).cursor();

    compact(node);

    Problem problem =
        problem(node.eventLog.read(World.caller(), old.get(0).cursor(), EventFilter.ALL, 1000));
    assertThat(problem.code()).isEqualTo("events-compacted");
    assertThat(problem.nextStep()).contains("oldest", "latest");
    assertThat(events(node, old.get(old.size() - 1).cursor()))
        .as("whoever has seen all that was removed misses nothing")
        .isNotEmpty();
    assertThat(events(node, young)).isNotEmpty();
    assertThat(events(node, EventLog.OLDEST))
        .extracting(event -> event.event().data().get("name"))
        .doesNotContain("old")
        .contains("young");
  }

  @Test
  void whatOneThatDiedLeftIsRemovedByTheNextLife() {
    World.Node node = world.start();
    for (int i = 0; i < 30; i++) {
      String id = node.create("web-" + i, null).machine().id();
      node.done(node.machine(id).operation());
      node.done(node.act(id, MachineAction.DELETE).operation().id());
    }
    node = later(node, Duration.ofDays(31));
    world.retention = pace(10);
    Operation begun = node.answer(node.compactions.begin("default", "admin", Attempt.plain()));
    world.time.advance(Duration.ofSeconds(1));
    assertThat(node.operation(begun.id()).done()).isFalse();
    node.kill();

    World.Node second = world.start();
    Operation done = finished(second, begun.id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(kind("machine")).isEmpty();
    assertThat(kind("decision")).isEmpty();
    assertThat(kind(Journal.KIND))
        .extracting(record -> record.key().id())
        .containsExactly(begun.id());
  }

  @Test
  void aDeletedMachineGoesWithItsDifferences() {
    World.Node node = world.start();
    node.inventory.start();
    String id = node.create("web", null).machine().id();
    node.done(node.machine(id).operation());
    String reference = Objects.requireNonNull(node.machine(id).status().providerReference());
    world.cloud.forget(reference);
    world.time.until(() -> !kind(DriftRecords.KIND).isEmpty(), Duration.ofHours(1));
    node.done(node.act(id, MachineAction.DELETE).operation().id());
    node = later(node, Duration.ofDays(29));
    compact(node);
    assertThat(kind(DriftRecords.KIND)).as("not old enough").hasSize(1);

    node = later(node, Duration.ofDays(3));
    compact(node);

    assertThat(kind("machine")).isEmpty();
    assertThat(kind(DriftRecords.KIND)).isEmpty();
  }

  @Test
  void aBatchGoesWithAllItsParts() {
    World.Node node = world.start();
    BatchRequest request =
        new BatchRequest(
            List.of(
                new BatchItem.Create(World.spec("one")), new BatchItem.Create(World.spec("two"))),
            BatchPolicy.KEEP_SUCCESSES,
            null);
    Operation batch = node.answer(node.batches.submit(World.caller(), request, null)).operation();
    node.done(batch.id());
    assertThat(kind("batch-request")).hasSize(1);
    assertThat(kind("batch-result")).isNotEmpty();
    node = later(node, Duration.ofDays(29));
    compact(node);
    assertThat(kind("batch-request")).as("not old enough").hasSize(1);

    node = later(node, Duration.ofDays(3));
    compact(node);

    assertThat(kind("batch-request")).isEmpty();
    assertThat(kind("batch-result")).isEmpty();
    assertThat(kind(Journal.KIND))
        .extracting(record -> Journal.operation(record).kind())
        .as("the latest of each machine that lives stays")
        .containsOnly(OperationKind.CREATE, OperationKind.COMPACT);
  }

  @Test
  void itCanBeCancelledAndOnlyOneRunsAtATime() {
    World.Node node = world.start();
    for (int i = 0; i < 5; i++) {
      node.done(node.create("web-" + i, "key-" + i).operation().id());
    }
    node = later(node, Duration.ofDays(31));
    world.retention = pace(10);
    Operation begun = node.answer(node.compactions.begin("default", "admin", Attempt.plain()));
    Problem second = problem(node.compactions.begin("default", "admin", Attempt.plain()));
    assertThat(second.code()).isEqualTo("compaction-running");
    assertThat(second.operation()).isEqualTo(begun.id());

    Operation asked = node.answer(node.operations.cancel(World.caller(), begun.id(), null));
    assertThat(asked.cancelRequested()).isTrue();
    Operation done = finished(node, begun.id());
    assertThat(done.state()).isEqualTo(OperationState.CANCELLED);
    assertThat(node.compactions.works(begun.id())).isFalse();
    assertThat(node.answer(node.operations.cancel(World.caller(), begun.id(), null)))
        .as("cancelled once more")
        .isEqualTo(done);
    assertThat(node.answer(node.compactions.begin("default", "admin", Attempt.plain())).done())
        .isFalse();
  }

  @Test
  void itKeepsItsPace() {
    World.Node node = world.start();
    for (int i = 0; i < 20; i++) {
      node.done(node.create("web-" + i, "key-" + i).operation().id());
    }
    node = later(node, Duration.ofDays(2));
    world.retention = pace(10);
    String id = node.answer(node.compactions.begin("default", "admin", Attempt.plain())).id();
    world.time.advance(Duration.ofMillis(1500));
    assertThat(node.operation(id).steps()).as("20 keys take two seconds").hasSize(1);
    assertThat(node.operation(id).progress()).isLessThan(0.5);
    world.time.advance(Duration.ofSeconds(1));
    assertThat(node.operation(id).steps()).hasSizeGreaterThan(1);
  }

  @Test
  void auditRecordsGoThroughTheirKeeper() {
    World.Node node = world.start();
    List<Integer> left = new ArrayList<>(List.of(64, 64, 10, 0));
    world.auditRetention = before -> CompletableFuture.completedFuture(left.remove(0));
    Operation done = compact(node);
    assertThat(done.result()).endsWith("138 audit records");
    assertThat(left).isEmpty();
  }

  @Test
  void aStoreThatFailsNowAndThenIsTriedAgainAndOneThatKeepsFailingEndsIt() {
    World.Node node = world.start();
    int[] calls = {0};
    world.auditRetention =
        before ->
            calls[0]++ < 3
                ? CompletableFuture.failedFuture(new IllegalStateException("not now"))
                : CompletableFuture.completedFuture(0);
    assertThat(compact(node).state()).isEqualTo(OperationState.SUCCEEDED);

    world.auditRetention =
        before -> CompletableFuture.failedFuture(new IllegalStateException("never"));
    Operation failed = compact(node);
    assertThat(failed.state()).isEqualTo(OperationState.FAILED);
    assertThat(World.error(failed).code()).isEqualTo("compaction-failed");
  }

  private Operation compact(World.Node node) {
    return finished(
        node, node.answer(node.compactions.begin("default", "admin", Attempt.plain())).id());
  }

  private Operation finished(World.Node node, String id) {
    world.time.until(() -> node.operation(id).done(), Duration.ofHours(1));
    return node.operation(id);
  }

  private World.Node later(World.Node node, Duration time) {
    node.kill();
    world.time.advance(time);
    return world.start();
  }

  private List<StoredRecord> kind(String kind) {
    return world.memory.query(Query.of(null, kind)).toCompletableFuture().join().items();
  }

  private static List<RecordedEvent> events(World.Node node, String cursor) {
    EventPage page = node.answer(node.eventLog.read(World.caller(), cursor, EventFilter.ALL, 1000));
    assertThat(page.more()).isFalse();
    return page.events();
  }

  private Problem problem(CompletionStage<?> stage) {
    world.time.runReady();
    try {
      stage.toCompletableFuture().getNow(null);
      throw new AssertionError("it did not fail");
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      assertThat(cause).isInstanceOf(ProblemException.class);
      return ((ProblemException) cause).problem();
    }
  }

  private static RetentionSettings pace(int recordsPerSecond) {
    RetentionSettings usual = RetentionSettings.DEFAULT;
    return new RetentionSettings(
        usual.operations(),
        usual.decisions(),
        usual.events(),
        usual.keys(),
        usual.audit(),
        usual.interval(),
        recordsPerSecond);
  }
}
