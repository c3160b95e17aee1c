package io.novacron.core.internal.spending;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.Market;
import io.novacron.api.operation.OperationState;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What machines cost now. A machine of type m1 costs 0.172 USD per hour. */
class SpendingCensusTest {
  private final World world = new World();
  private World.Node node = world.start();

  @Test
  void machinesThatRunAreAddedUpAndThoseThatDoNotAreToldApart() {
    node.spending.wanted(true);
    look();
    running("one");
    String two = running("two");
    assertThat(only().perHour()).isEqualByComparingTo("0.344");
    assertThat(only().stoppedPerHour()).isZero();
    assertThat(only().market()).isEqualTo(Market.Kind.ON_DEMAND);

    done(two, MachineAction.STOP);
    assertThat(only().perHour()).isEqualByComparingTo("0.172");
    assertThat(only().stoppedPerHour()).isEqualByComparingTo("0.172");
    assertThat(only().machines()).isEqualTo(2);

    done(two, MachineAction.DELETE);
    assertThat(only().perHour()).isEqualByComparingTo("0.172");
    assertThat(only().stoppedPerHour()).isZero();
    assertThat(only().machines()).isEqualTo(1);
  }

  @Test
  void machinesThatWereThereBeforeAreReadOnceSomebodyLooks() {
    running("one");
    look();
    assertThat(node.spending.now()).isEmpty();
    node.kill();
    node = world.start();
    node.spending.wanted(true);
    look();
    assertThat(only().perHour()).isEqualByComparingTo("0.172");
    assertThat(only().unpriced()).isZero();
  }

  @Test
  void theLastMachineTakesItsSumAway() {
    node.spending.wanted(true);
    look();
    String one = running("one");
    assertThat(node.spending.now()).hasSize(1);
    done(one, MachineAction.DELETE);
    assertThat(node.spending.now()).isEmpty();
  }

  private Spending only() {
    assertThat(node.spending.now()).hasSize(1);
    return node.spending.now().get(0);
  }

  private void look() {
    world.time.advance(Duration.ofSeconds(10));
  }

  private String running(String name) {
    var accepted = node.create(name, null);
    assertThat(node.done(accepted.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
    return accepted.machine().id();
  }

  private void done(String machine, MachineAction action) {
    var accepted = node.act(machine, action);
    assertThat(node.done(accepted.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
  }
}
