package io.novacron.cache.ignite.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.store.StoreUnavailableException;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private final Admission admission = new Admission("commits", 3, 100);

  @Test
  void noMoreThanItsNumberMayWait() {
    admission.enter(1);
    admission.enter(1);
    admission.enter(1);

    assertThatThrownBy(() -> admission.enter(1))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("overloaded: 3 commits")
        .hasMessageContaining("nothing was done");
    admission.leave(1);
    admission.enter(1);
  }

  @Test
  void noMoreThanItsBytesMayWait() {
    admission.enter(60);

    assertThatThrownBy(() -> admission.enter(50)).isInstanceOf(StoreUnavailableException.class);
    admission.enter(40);
  }

  @Test
  void oneThatIsLargerThanAllMayPassAlone() {
    assertThatCode(() -> admission.enter(1000)).doesNotThrowAnyException();
    assertThatThrownBy(() -> admission.enter(1)).isInstanceOf(StoreUnavailableException.class);
    admission.leave(1000);
    admission.enter(1);
  }

  @Test
  void aClosedOneSaysWhy() {
    admission.close("the state store is closing");
    admission.close("for another reason");

    assertThatThrownBy(() -> admission.enter(1))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage("the state store is closing");
  }
}
