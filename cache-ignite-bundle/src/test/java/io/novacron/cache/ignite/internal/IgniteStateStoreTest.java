package io.novacron.cache.ignite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.store.Ownership;
import io.novacron.api.store.StateStore;
import io.novacron.store.contract.OwnershipContract;
import io.novacron.store.contract.SettableClock;
import io.novacron.store.contract.StateStoreContentionContract;
import io.novacron.store.contract.StateStoreContract;
import io.novacron.store.contract.StateStoreQueryContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
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
