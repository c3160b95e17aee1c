package io.novacron.api.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MachineStateTest {
  /** Every state with all that may follow it; what is not listed is illegal. */
  private static final String MOVES =
      """
      CREATING:     PROVISIONING RUNNING DELETING DELETED FAILED UNKNOWN
      PROVISIONING: RUNNING DELETING DELETED FAILED UNKNOWN
      RUNNING:      PAUSING STOPPING RESTARTING RESIZING DELETING FAILED UNKNOWN
      PAUSING:      PAUSED RUNNING DELETING FAILED UNKNOWN
      PAUSED:       RESUMING DELETING FAILED UNKNOWN
      RESUMING:     RUNNING PAUSED DELETING FAILED UNKNOWN
      STOPPING:     STOPPED RUNNING DELETING FAILED UNKNOWN
      STOPPED:      STARTING RESIZING DELETING FAILED UNKNOWN
      STARTING:     RUNNING STOPPED DELETING FAILED UNKNOWN
      RESTARTING:   RUNNING STOPPING STOPPED DELETING FAILED UNKNOWN
      RESIZING:     RUNNING STOPPED DELETING FAILED UNKNOWN
      DELETING:     DELETED RUNNING PAUSED STOPPED FAILED UNKNOWN
      DELETED:
      FAILED:       DELETING
      UNKNOWN:      RUNNING PAUSING PAUSED RESUMING STOPPING STOPPED STARTING RESTARTING RESIZING DELETING DELETED FAILED
      """;

  /** Every state with all that may be begun in it, then all that may be begun by force. */
  private static final String ACTIONS =
      """
      CREATING:     | DELETE
      PROVISIONING: | DELETE
      RUNNING:      STOP RESTART PAUSE RESIZE DELETE | STOP RESTART DELETE
      PAUSING:      | DELETE
      PAUSED:       RESUME DELETE | DELETE
      RESUMING:     | DELETE
      STOPPING:     | STOP DELETE
      STOPPED:      START RESIZE DELETE | DELETE
      STARTING:     | DELETE
      RESTARTING:   | STOP RESTART DELETE
      RESIZING:     | DELETE
      DELETING:     |
      DELETED:      |
      FAILED:       DELETE | DELETE
      UNKNOWN:      DELETE | DELETE
      """;

  @Test
  void theTableOfMovesIsThisAndNothingElse() {
    Map<MachineState, String> rows = rows(MOVES);
    assertThat(rows).containsOnlyKeys(MachineState.values());
    rows.forEach(
        (state, row) -> {
          Set<MachineState> legal = words(row, MachineState.class);
          for (MachineState next : MachineState.values()) {
            assertThat(state.canBecome(next))
                .as(state + " to " + next)
                .isEqualTo(next == state || legal.contains(next));
          }
        });
  }

  @Test
  void theTableOfActionsIsThisAndNothingElse() {
    Map<MachineState, String> rows = rows(ACTIONS);
    assertThat(rows).containsOnlyKeys(MachineState.values());
    rows.forEach(
        (state, row) -> {
          int bar = row.indexOf('|');
          assertThat(state.legalActions())
              .as(state.name())
              .isEqualTo(words(row.substring(0, bar), MachineAction.class));
          assertThat(state.forcedActions())
              .as(state + " by force")
              .isEqualTo(words(row.substring(bar + 1), MachineAction.class));
        });
  }

  @ParameterizedTest
  @EnumSource(MachineState.class)
  void everyActionLeadsToAStateThatMayBeEntered(MachineState state) {
    Set<MachineAction> all = EnumSet.noneOf(MachineAction.class);
    all.addAll(state.legalActions());
    all.addAll(state.forcedActions());
    for (MachineAction action : all) {
      assertThat(state.canBecome(action.during())).as(state + " by " + action).isTrue();
      assertThat(action.during().moving()).as(action.name()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(MachineState.class)
  void nothingMayBeBegunWhileAnOperationMovesTheMachineExceptByForce(MachineState state) {
    if (state.moving()) {
      assertThat(state.legalActions()).isEmpty();
    }
    assertThat(state.forcedActions()).allMatch(MachineAction::forcible);
  }

  private static Map<MachineState, String> rows(String table) {
    Map<MachineState, String> rows = new LinkedHashMap<>();
    table
        .lines()
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              rows.put(MachineState.valueOf(line.substring(0, colon)), line.substring(colon + 1));
            });
    return rows;
  }

  private static <E extends Enum<E>> Set<E> words(String text, Class<E> type) {
    return Arrays.stream(text.strip().split(" +", -1))
        .filter(word -> !word.isEmpty())
        .map(word -> Enum.valueOf(type, word))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(type)));
  }
}
