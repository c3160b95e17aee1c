package io.novacron.core.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.batch.AcceptedBatch;
import io.novacron.api.batch.BatchPolicy;
import io.novacron.api.batch.BatchRequest;
import io.novacron.api.error.Category;
import io.novacron.api.machine.MachineQuery;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.ItemResult;
import io.novacron.api.operation.ItemResult.State;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationState;
import io.novacron.core.internal.testing.FakeCloud.Behaviour.Refuse;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The process dies at each point of a small batch at which the outside world can see a difference,
 * and starts again.
 */
class BatchCrashTest {
  private static final int MORE_THAN_ALL_POINTS = 400;

  @ParameterizedTest
  @ValueSource(longs = {0, 2000})
  void eachItemMakesExactlyOneMachineWhereverTheProcessDies(long provisioningMillis) {
    BatchRequest request = BatchTest.creates(BatchPolicy.KEEP_SUCCESSES, null, 3);
    int crashes = 0;
    for (int point = 0; point < MORE_THAN_ALL_POINTS; point++) {
      World world = new World();
      world.cloud.takesToMake(Duration.ofMillis(provisioningMillis));
      if (!crashed(world, point, request)) {
        assertThat(crashes).isGreaterThan(20);
        return;
      }
      crashes++;
      String where = world.points.where();
      world.points.arm(-1, () -> {});
      World.Node second = world.start();
      Operation done = repeated(second, request);

      assertThat(done.state()).as(where).isEqualTo(OperationState.SUCCEEDED);
      assertThat(world.cloud.existing()).as(where).hasSize(3);
      assertThat(new HashSet<>(world.cloud.createTokens())).as(where).hasSize(3);
      assertThat(second.answer(second.machines.list(World.caller(), MachineQuery.all())).items())
          .as(where)
          .hasSize(3)
          .allMatch(machine -> machine.status().state() == MachineState.RUNNING);
    }
    throw new AssertionError("the run has more points than the test looks at");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 2000})
  void thereAreAllOrNoneWhereverTheProcessDies(long provisioningMillis) {
    BatchRequest request = BatchTest.creates(BatchPolicy.ALL_OR_NOTHING, null, 3);
    int crashes = 0;
    int undone = 0;
    for (int point = 0; point < MORE_THAN_ALL_POINTS; point++) {
      World world = new World();
      world.cloud.takesToMake(Duration.ofMillis(provisioningMillis));
      // A refusal may be lost with the process; the item is tried again then.
      world.cloud.next("create", Refuse.of(Category.QUOTA), Refuse.of(Category.QUOTA));
      if (!crashed(world, point, request)) {
        assertThat(crashes).isGreaterThan(30);
        assertThat(undone).isGreaterThan(20);
        return;
      }
      crashes++;
      String where = world.points.where();
      world.points.arm(-1, () -> {});
      World.Node second = world.start();
      Operation done = repeated(second, request);

      if (done.state() == OperationState.SUCCEEDED) {
        assertThat(world.cloud.existing()).as(where).hasSize(3);
        continue;
      }
      undone++;
      assertThat(World.error(done).code()).as(where).isEqualTo("batch-undone");
      assertThat(world.cloud.existing()).as(where).isEmpty();
      assertThat(second.answer(second.machines.list(World.caller(), MachineQuery.all())).items())
          .as(where)
          .isEmpty();
      List<ItemResult> items = BatchTest.items(done);
      assertThat(items)
          .as(where)
          .allMatch(
              item ->
                  item.state() == State.UNDONE
                      || item.state() == State.FAILED
                      || item.state() == State.SKIPPED);
      for (ItemResult item : items) {
        String undo = item.undo();
        if (undo != null) {
          assertThat(second.operation(undo).state()).as(where).isEqualTo(OperationState.SUCCEEDED);
        }
      }
      assertThat(
              second
                  .answer(
                      second.machines.list(
                          World.caller(),
                          new MachineQuery(
                              MachineState.DELETED, null, null, null, Map.of(), 10, null)))
                  .items())
          .as(where)
          .hasSize((int) items.stream().filter(item -> item.machine() != null).count());
    }
    throw new AssertionError("the run has more points than the test looks at");
  }

  /** Whether the chosen point was reached, so that the process died. */
  private static boolean crashed(World world, int point, BatchRequest request) {
    World.Node first = world.start();
    world.points.arm(point, first::kill);
    first.batches.submit(World.caller(), request, "key-1");
    world.time.advance(Duration.ofSeconds(40));
    return world.points.crashed();
  }

  private static Operation repeated(World.Node node, BatchRequest request) {
    AcceptedBatch answer = node.answer(node.batches.submit(World.caller(), request, "key-1"));
    return node.done(answer.operation().id());
  }
}
