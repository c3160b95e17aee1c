package io.novacron.core.internal.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.operation.OperationState;
import io.novacron.core.internal.testing.FakeCloud.Behaviour;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupIndexTest {
  private static final GroupIndex.Region R1 = new GroupIndex.Region("aws", "r1");
  private static final GroupIndex.Region R2 = new GroupIndex.Region("aws", "r2");

  private final World world = new World();
  private World.Node node = world.start();

  @Test
  void machinesAreCountedByGroupAndRegionUntilTheyAreDeleted() {
    world.places = List.of("r1/m1", "r2/m1");
    String first = create("one", "web", "r1");
    create("two", "web", "r1");
    create("three", "web", "r2");
    create("other", "database", "r2");
    create("alone", null, "r1");
    assertThat(web()).isEqualTo(Map.of(R1, 2, R2, 1));
    node.done(node.act(first, MachineAction.STOP).operation().id());
    assertThat(web()).isEqualTo(Map.of(R1, 2, R2, 1));
    node.done(node.act(first, MachineAction.DELETE).operation().id());
    assertThat(web()).isEqualTo(Map.of(R1, 1, R2, 1));
    assertThat(node.groups.machines("default", "nobody")).isEmpty();
    assertThat(node.groups.machines("other-tenant", "web")).isEmpty();
  }

  @Test
  void aRestartCountsThemAgain() {
    create("one", "web", "r1");
    create("two", "web", "r1");
    node.kill();
    node = world.start();
    world.time.advance(Duration.ofSeconds(1));
    assertThat(node.groups.isComplete()).isTrue();
    assertThat(web()).isEqualTo(Map.of(R1, 2));
  }

  @Test
  void whatIsAskedForAtOnceCountsForTheNext() {
    node.machines.create(World.caller(), spec("one", "web", "r1"), null);
    node.machines.create(World.caller(), spec("two", "web", "r1"), null);
    world.time.runReady();
    assertThat(web()).isEqualTo(Map.of(R1, 2));
  }

  @Test
  void aCreateThatMadeNothingDoesNotCount() {
    world.cloud.next("create", Behaviour.Refuse.of(Category.DENIED));
    String operation =
        node.answer(node.machines.create(World.caller(), spec("one", "web", "r1"), null))
            .operation()
            .id();
    assertThat(node.done(operation).state()).isEqualTo(OperationState.FAILED);
    assertThat(web()).isEmpty();
  }

  private Map<GroupIndex.Region, Integer> web() {
    return node.groups.machines("default", "web");
  }

  private String create(String name, @Nullable String group, String region) {
    var accepted =
        node.answer(node.machines.create(World.caller(), spec(name, group, region), null));
    node.done(accepted.operation().id());
    return accepted.machine().id();
  }

  private static MachineSpec spec(String name, @Nullable String group, String region) {
    return World.spec(name).toBuilder()
        .placement(new PlacementConstraints(null, region, null, null, null, null, null, group))
        .build();
  }
}
