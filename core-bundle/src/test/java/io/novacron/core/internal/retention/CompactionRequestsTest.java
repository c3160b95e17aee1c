package io.novacron.core.internal.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.error.ProblemException;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationQuery;
import io.novacron.api.request.LongWork;
import io.novacron.api.request.RequestOptions;
import io.novacron.api.store.Query;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.machine.IdempotencyKeys;
import io.novacron.core.internal.machine.KeyedRequests;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Dry runs and idempotency keys of compactions. */
class CompactionRequestsTest {
  private static final RequestOptions KEYED = RequestOptions.keyed("k-1");

  private final World world = new World();
  private final World.Node node = world.start();
  private final DefaultMaintenanceService maintenance = maintenance(node);

  private DefaultMaintenanceService maintenance(World.Node on) {
    return new DefaultMaintenanceService(
        on.compactions,
        new Authorization(on.authorizer),
        new AuditTrail(on.auditLog, world.time),
        () -> world.store,
        new KeyedRequests("node-1", world.time, on.process, on.process),
        () -> world.retention,
        world.time,
        on.process);
  }

  @Test
  void dryRunTellsWhatWouldGoAndBeginsNothing() {
    LongWork shown = node.answer(compact(RequestOptions.DRY_RUN));
    assertThat(shown.operation()).isNull();
    Instant now = world.time.instant().truncatedTo(ChronoUnit.SECONDS);
    assertThat(shown.effect())
        .contains("events from before " + now.minus(Duration.ofDays(7)))
        .contains("ended before " + now.minus(Duration.ofDays(30)));
    assertThat(operations()).isEmpty();
    assertThat(world.audit).isEmpty();
  }

  @Test
  void dryRunIsRefusedWhileOneIsUnderWayAndToWhoMayNot() {
    String running = node.answer(compact(RequestOptions.NONE)).begun().id();
    refused(compact(RequestOptions.DRY_RUN), "compaction-running");
    node.done(running);
    assertThat(node.answer(compact(RequestOptions.DRY_RUN)).effect()).isNotEmpty();
    node.authorizer.set((caller, permission, target) -> false);
    refused(compact(RequestOptions.DRY_RUN), "denied");
  }

  @Test
  void sameKeyGivesTheOperationThatItBegan() {
    LongWork begun = node.answer(compact(KEYED));
    assertThat(begun.begun().idempotencyKey()).isEqualTo("k-1");
    node.done(begun.begun().id());
    world.time.advance(Duration.ofHours(1));
    assertThat(node.answer(compact(KEYED))).as("an hour later").isEqualTo(begun);
    node.kill();
    World.Node next = world.start();
    assertThat(next.answer(maintenance(next).compact(World.caller(), KEYED))).isEqualTo(begun);
    assertThat(next.answer(next.operations.list(World.caller(), OperationQuery.all())).items())
        .hasSize(1);
  }

  @Test
  void keyOfAnotherRequestIsRefusedAndOneThatBeganNothingIsFree() {
    node.create("web", "k-1");
    refused(compact(KEYED), "idempotency-key-reused");
    String running = node.answer(compact(RequestOptions.NONE)).begun().id();
    refused(compact(RequestOptions.keyed("k-2")), "compaction-running");
    node.done(running);
    assertThat(node.answer(compact(RequestOptions.keyed("k-2"))).begun().id())
        .isNotEqualTo(running);
  }

  @Test
  void answersAreRemovedWithTheirKeys() {
    node.done(node.answer(compact(KEYED)).begun().id());
    assertThat(kind(IdempotencyKeys.RECEIPT_KIND)).hasSize(1);
    world.time.advance(Duration.ofHours(25));
    node.done(node.answer(compact(RequestOptions.keyed("k-2"))).begun().id());
    assertThat(kind(IdempotencyKeys.KIND)).hasSize(1);
    assertThat(kind(IdempotencyKeys.RECEIPT_KIND)).hasSize(1);
  }

  private CompletionStage<LongWork> compact(RequestOptions options) {
    return maintenance.compact(World.caller(), options);
  }

  private List<?> kind(String kind) {
    return node.answer(world.memory.query(Query.of(null, kind))).items();
  }

  private List<Operation> operations() {
    return node.answer(node.operations.list(World.caller(), OperationQuery.all())).items();
  }

  private void refused(CompletionStage<?> stage, String code) {
    assertThatThrownBy(() -> node.answer(stage))
        .cause()
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }
}
