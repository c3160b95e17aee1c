package io.novacron.api.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MachineStateTest {
  @ParameterizedTest
  @EnumSource(MachineState.class)
  void aStateMayAlwaysStayAsItIs(MachineState state) {
    assertThat(state.canBecome(state)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(MachineState.class)
  void everyLegalActionLeadsToAStateThatMayBeEntered(MachineState state) {
    for (MachineAction action : state.legalActions()) {
      MachineState next =
          switch (action) {
            case START -> MachineState.STARTING;
            case STOP -> MachineState.STOPPING;
            case DELETE -> MachineState.DELETING;
          };
      assertThat(state.canBecome(next)).as(state + " by " + action).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(MachineState.class)
  void nothingMayBeBegunWhileAnOperationMovesTheMachine(MachineState state) {
    if (state.moving()) {
      assertThat(state.legalActions()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(MachineState.class)
  void aDeletedMachineStaysDeleted(MachineState next) {
    assertThat(MachineState.DELETED.canBecome(next)).isEqualTo(next == MachineState.DELETED);
  }

  @Test
  void whatIsNotMovingAndNotGoneCanBeDeleted() {
    for (MachineState state : MachineState.values()) {
      if (!state.moving() && state != MachineState.DELETED) {
        assertThat(state.legalActions()).as(state.name()).contains(MachineAction.DELETE);
      }
    }
  }
}
