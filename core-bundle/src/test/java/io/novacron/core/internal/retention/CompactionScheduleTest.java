package io.novacron.core.internal.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.error.Category;
import io.novacron.api.error.ProblemException;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationQuery;
import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.AuditRecord;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.machine.KeyedRequests;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompactionScheduleTest {
  private final World world = new World();
  private final World.Node node = world.start();
  private final DefaultMaintenanceService maintenance =
      new DefaultMaintenanceService(
          node.compactions,
          new Authorization(node.authorizer),
          new AuditTrail(node.auditLog, world.time),
          () -> world.store,
          new KeyedRequests("node-1", world.time, node.process, node.process),
          () -> world.retention,
          world.time,
          node.process);

  @Test
  void oneBeginsByItselfWhenTheIntervalIsOverAndNotBefore() {
    CompactionSchedule schedule = schedule();
    schedule.start();
    world.time.advance(Duration.ofMinutes(59));
    assertThat(compactions()).isEmpty();
    world.time.advance(Duration.ofMinutes(11));
    assertThat(compactions())
        .hasSize(1)
        .allMatch(Operation::done)
        .extracting(Operation::actor)
        .containsExactly("system");
    assertThat(world.audit)
        .extracting(AuditRecord::action)
        .as("also what NovaCron begins itself is in the audit log")
        .contains("maintenance:operate");
    world.time.advance(Duration.ofMinutes(40));
    assertThat(compactions()).hasSize(1);
    world.time.advance(Duration.ofMinutes(20));
    assertThat(compactions()).hasSize(2);

    schedule.close();
    world.time.advance(Duration.ofHours(3));
    assertThat(compactions()).hasSize(2);
  }

  @Test
  void whoMayNotBeginOneIsRefusedAndThatIsKept() {
    node.authorizer.set((caller, permission, target) -> false);
    assertThatThrownBy(() -> node.answer(maintenance.compact(World.caller(), RequestOptions.NONE)))
        .cause()
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().category()).isEqualTo(Category.DENIED));
    assertThat(world.audit)
        .extracting(AuditRecord::result)
        .containsExactly(AuditRecord.Result.REFUSED);
  }

  private CompactionSchedule schedule() {
    RetentionSettings usual = RetentionSettings.DEFAULT;
    world.retention =
        new RetentionSettings(
            usual.operations(),
            usual.decisions(),
            usual.events(),
            usual.keys(),
            usual.audit(),
            Duration.ofHours(1),
            100_000);
    return new CompactionSchedule(
        node.controlPlane::orNull, maintenance, () -> world.retention, world.time, node.process);
  }

  private List<Operation> compactions() {
    return node.answer(node.operations.list(World.caller(), OperationQuery.all())).items().stream()
        .filter(operation -> operation.kind() == OperationKind.COMPACT)
        .toList();
  }
}
