package io.novacron.cache.ignite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Ownership;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.store.contract.OwnershipContract;
import io.novacron.store.contract.SettableClock;
import io.novacron.store.contract.Stages;
import io.novacron.store.contract.StateStoreContentionContract;
import io.novacron.store.contract.StateStoreContract;
import io.novacron.store.contract.StateStoreQueryContract;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IgniteStateStoreTest {
  private OpenEngine open;

  @BeforeAll
  void start(@TempDir Path directory) {
    open = new OpenEngine(directory);
  }

  @AfterAll
  void stop() {
    open.close();
    assertThat(open.failures).isEmpty();
  }

  @Test
  void aRecordOfThisNodeIsThereWhenTheCallReturns() {
    Key key = new Key("t", "machine", "here", "here");
    byte[] value = {1, 2, 3};
    Stages.await(open.store().commit(Transaction.of(new Mutation.Put(key, 0, 1, Map.of(), value))));

    CompletableFuture<Optional<StoredRecord>> found = open.store().get(key).toCompletableFuture();

    assertThat(found).isCompleted();
    assertThat(found.join().orElseThrow().value()).isEqualTo(value);
    Key absent = new Key("t", "machine", "here", "absent");
    assertThat(open.store().get(absent).toCompletableFuture())
        .isCompletedWithValue(Optional.empty());
  }

  @Nested
  class Records extends StateStoreContract {
    @Override
    protected StateStore store() {
      return open.store();
    }
  }

  @Nested
  class Queries extends StateStoreQueryContract {
    @Override
    protected StateStore store() {
      return open.store();
    }
  }

  @Nested
  class Contention extends StateStoreContentionContract {
    @Override
    protected StateStore store() {
      return open.store();
    }
  }

  @Nested
  class Claims extends OwnershipContract {
    @Override
    protected Ownership ownership() {
      return open.ownership();
    }

    @Override
    protected StateStore store() {
      return open.store();
    }

    @Override
    protected SettableClock clock() {
      return open.clock;
    }
  }
}
