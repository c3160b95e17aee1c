package io.novacron.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.store.StoreUnavailableException;
import io.novacron.core.internal.testing.ManualTime;
import io.novacron.store.contract.InMemoryStateStore;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ControlPlaneIdentityTest {
  private final InMemoryStateStore store = new InMemoryStateStore(new ManualTime());

  @Test
  void itIsMadeOnceAndKept() {
    assertThat(load("first").join()).isEqualTo("first");
    assertThat(load("second").join()).isEqualTo("first");
  }

  @Test
  void ofTwoNodesThatMakeOneAtOnceBothTakeThatOfTheQuickerOne() {
    CompletableFuture<String> slower =
        ControlPlaneIdentity.load(
                store,
                () -> {
                  load("quicker").join();
                  return "slower";
                })
            .toCompletableFuture();
    assertThat(slower.join()).isEqualTo("quicker");
  }

  @Test
  void whatCannotBeWrittenIsNoIdentity() {
    store.failBeforeNextCommits(1);
    assertThatThrownBy(() -> load("first").join())
        .hasRootCauseInstanceOf(StoreUnavailableException.class);
    assertThat(load("second").join()).isEqualTo("second");
  }

  private CompletableFuture<String> load(String id) {
    return ControlPlaneIdentity.load(store, () -> id).toCompletableFuture();
  }
}
