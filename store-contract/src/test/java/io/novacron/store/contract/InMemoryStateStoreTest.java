package io.novacron.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.store.Ownership;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoreUnavailableException;
import io.novacron.api.store.Transaction;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InMemoryStateStoreTest {
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T12:00:00Z"));
  private final InMemoryStateStore store = new InMemoryStateStore(clock);

  @Nested
  class Records extends StateStoreContract {
    @Override
    protected StateStore store() {
      return store;
    }
  }

  @Nested
  class Queries extends StateStoreQueryContract {
    @Override
    protected StateStore store() {
      return store;
    }
  }

  @Nested
  class Contention extends StateStoreContentionContract {
    @Override
    protected StateStore store() {
      return store;
    }
  }

  @Nested
  class Claims extends OwnershipContract {
    @Override
    protected Ownership ownership() {
      return store;
    }

    @Override
    protected StateStore store() {
      return store;
    }

    @Override
    protected SettableClock clock() {
      return clock;
    }
  }

  @Test
  void aCommitThatFailsBeforeItIsAppliedChangesNothing() {
    StoreFixture fixture = new StoreFixture(store);
    store.failBeforeNextCommits(1);

    assertThatThrownBy(() -> fixture.create(fixture.key("m1", "m1"), "value"))
        .isInstanceOf(StoreUnavailableException.class);

    assertThat(fixture.value(fixture.key("m1", "m1"))).isEqualTo("absent");
    fixture.create(fixture.key("m1", "m1"), "value");
  }

  @Test
  void aCommitThatFailsAfterItWasAppliedIsThere() {
    StoreFixture fixture = new StoreFixture(store);
    store.failAfterNextCommits(1);

    assertThatThrownBy(() -> fixture.create(fixture.key("m1", "m1"), "value"))
        .isInstanceOf(StoreUnavailableException.class);

    assertThat(fixture.value(fixture.key("m1", "m1"))).isEqualTo("value");
  }

  @Test
  void heldCommitsWaitUntilTheyAreReleased() {
    StoreFixture fixture = new StoreFixture(store);
    store.holdCommits();
    CompletableFuture<?> commit =
        store
            .commit(Transaction.of(fixture.put(fixture.key("m1", "m1"), 0, "value")))
            .toCompletableFuture();

    assertThat(store.heldCommits()).isEqualTo(1);
    assertThat(commit).isNotDone();
    assertThat(fixture.value(fixture.key("m1", "m1"))).isEqualTo("absent");
    store.releaseCommits();

    assertThat(commit).isCompleted();
    assertThat(fixture.value(fixture.key("m1", "m1"))).isEqualTo("value");
  }
}
