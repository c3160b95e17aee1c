package io.novacron.rest.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.error.ProblemException;
import org.junit.jupiter.api.Test;

final class ServiceSlotTest {

  private final ServiceSlot<String> slot = new ServiceSlot<>("thing", "Wait for it.");

  @Test
  void anEmptySlotSaysWhatIsMissingAndWhatToDo() {
    assertThatThrownBy(slot::require)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().detail()).contains("thing");
              assertThat(e.problem().nextStep()).isEqualTo("Wait for it.");
            });
  }

  @Test
  void aServiceThatGoesDoesNotTakeItsSuccessorAway() {
    String first = new String("service");
    String second = new String("service");
    slot.bind(first);
    slot.bind(second);
    slot.unbind(first);
    assertThat(slot.require()).isSameAs(second);

    slot.unbind(second);
    assertThat(slot.orNull()).isNull();
  }
}
