package io.novacron.core.internal.swap;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.operation.OperationKind;
import io.novacron.api.security.AuditRecord;
import io.novacron.api.security.Permission;
import io.novacron.api.store.Query;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.machine.KeyedRequests;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** One node chooses a version by itself; the others follow what was chosen. */
class SwapScheduleTest {
  private static final Duration SOON = Duration.ofMinutes(1);

  private final World world = new World();

  /** A node that looks for versions by itself. */
  private World.Node scheduled(String name) {
    World.Node node = world.start(name);
    DefaultProviderService service =
        new DefaultProviderService(
            node.registry,
            node.swaps,
            List::of,
            new Authorization(node.authorizer),
            new AuditTrail(node.auditLog, world.time),
            () -> world.store,
            new KeyedRequests(name, world.time, node.process, node.process),
            node.process);
    new ChoiceUpdates(world.store, node.registry, node.process, node.process).start();
    new SwapSchedule(node.registry, service, node.swaps, node.controlPlane::orNull, node.process)
        .start();
    world.time.advance(SOON);
    return node;
  }

  private static String serving(World.Node node) {
    return Objects.requireNonNull(node.registry.versions().serving("fake")).descriptor().version();
  }

  private List<AuditRecord> audited() {
    return world.audit.stream()
        .filter(entry -> entry.kind().equals(Permission.PROVIDER_OPERATE.resource()))
        .toList();
  }

  private long operations() {
    return world
        .memory
        .query(Query.of("default", Journal.KIND))
        .toCompletableFuture()
        .join()
        .items()
        .stream()
        .map(Journal::operation)
        .filter(operation -> operation.kind() == OperationKind.SWAP_PROVIDER)
        .count();
  }

  @Test
  void theNodeThatHoldsTheShardChoosesWhatIsNewer() {
    World.Node holder = scheduled("node-1");
    holder.registry.add(Versions.of(world, "2.0.0"));
    world.time.until(() -> serving(holder).equals("2.0.0"), SOON);
    world.time.advance(SOON);
    assertThat(operations()).isEqualTo(1);
    assertThat(audited())
        .singleElement()
        .extracting(AuditRecord::result)
        .isEqualTo(AuditRecord.Result.ACCEPTED);
  }

  @Test
  void aNodeThatDoesNotHoldTheShardWaitsWithoutATraceAndFollowsTheChoice() {
    World.Node holder = scheduled("node-1");
    World.Node other = scheduled("node-2");
    other.registry.add(Versions.of(world, "2.0.0"));
    world.time.advance(SOON);
    assertThat(serving(other)).isEqualTo("1.0.0");
    assertThat(audited()).isEmpty();
    assertThat(operations()).isZero();
    holder.registry.add(Versions.of(world, "2.0.0"));
    world.time.until(() -> serving(other).equals("2.0.0"), SOON);
    world.time.advance(SOON);
    assertThat(serving(holder)).isEqualTo("2.0.0");
    assertThat(operations()).as("what was chosen is not chosen again").isEqualTo(1);
    assertThat(audited()).hasSize(1);
  }

  @Test
  void whatWasChosenAndComesBackIsTakenWithoutAnotherOperation() {
    World.Node holder = scheduled("node-1");
    holder.registry.add(Versions.of(world, "2.0.0"));
    world.time.until(() -> serving(holder).equals("2.0.0"), SOON);
    world.time.advance(SOON);
    holder.kill();
    world.time.advance(Duration.ofMinutes(2));
    World.Node next = scheduled("node-1");
    assertThat(serving(next)).isEqualTo("1.0.0");
    next.registry.add(Versions.of(world, "2.0.0"));
    world.time.until(() -> serving(next).equals("2.0.0"), SOON);
    world.time.advance(SOON);
    assertThat(operations()).isEqualTo(1);
    assertThat(audited()).hasSize(1);
  }
}
