package io.novacron.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeListenerTest {
  private final List<String> heard = new ArrayList<>();

  @Test
  void allHearOfWhatIsSafeAndOfWhatIsInDoubtInTheirOrder() {
    ChangeListener all = ChangeListener.all(List.of(named("first"), named("second")));
    Change change = Change.at(Instant.EPOCH);
    all.committed(change);
    all.doubtful(change);
    assertThat(heard)
        .containsExactly(
            "first committed", "second committed", "first doubtful", "second doubtful");
  }

  private ChangeListener named(String name) {
    return new ChangeListener() {
      @Override
      public void committed(Change change) {
        heard.add(name + " committed");
      }

      @Override
      public void doubtful(Change change) {
        heard.add(name + " doubtful");
      }
    };
  }
}
