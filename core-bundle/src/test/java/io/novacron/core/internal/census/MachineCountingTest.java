package io.novacron.core.internal.census;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.machine.Machine;
import io.novacron.api.store.Key;
import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoreStatistics;
import io.novacron.api.store.StoreUnavailableException;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.testing.World;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MachineCountingTest {
  private final World world = new World();
  private final CountedStore store = new CountedStore();
  private final Ids always = new Ids(true);
  private final Ids alike = new Ids(true);
  private final Ids later = new Ids(false);
  private Set<String> made = Set.of();
  private final MachineCounting counting =
      new MachineCounting(
          store, Map.of("deleted", "false"), List.of(always, alike, later), world.time.process());

  @BeforeEach
  void make() {
    World.Node node = world.start();
    made = Set.of(node.create("one", null).machine().id(), node.create("two", null).machine().id());
    counting.start();
  }

  @Test
  void oneScanTellsAllWhoWantToKnow() {
    look();
    assertThat(always.known).isEqualTo(made);
    assertThat(alike.known).isEqualTo(made);
    assertThat(alike.isComplete()).isTrue();
    assertThat(later.known).isEmpty();
    assertThat(later.isComplete()).isFalse();
    assertThat(store.queries).isEqualTo(1);
    look();
    assertThat(store.queries).as("they know").isEqualTo(1);
  }

  @Test
  void whoWantsToKnowLaterIsToldByAScanOfItsOwn() {
    look();
    later.wanted = true;
    look();
    assertThat(later.known).isEqualTo(made);
    assertThat(later.isComplete()).isTrue();
    assertThat(store.queries).isEqualTo(2);
  }

  @Test
  void whoAsksFirstIsToldTogetherWithTheOthers() {
    CompletableFuture<Void> completed = later.completed().toCompletableFuture();
    world.time.runReady();
    assertThat(completed).isCompleted();
    assertThat(later.known).isEqualTo(made);
    look();
    assertThat(always.isComplete()).isTrue();
    assertThat(store.queries).isEqualTo(1);
  }

  @Test
  void aScanThatFailsIsBegunAnewForAll() {
    store.failures = 1;
    look();
    assertThat(always.isComplete()).isFalse();
    look();
    assertThat(always.isComplete()).isTrue();
    assertThat(alike.isComplete()).isTrue();
    assertThat(store.queries).isEqualTo(2);
  }

  @Test
  void onceItIsClosedTheyForget() {
    look();
    counting.close();
    assertThat(always.known).isEmpty();
    assertThat(always.isComplete()).isFalse();
    assertThat(alike.completed().toCompletableFuture()).isCompletedExceptionally();
  }

  private void look() {
    counting.look();
    world.time.runReady();
  }

  /** Knows the ids of all machines. */
  private static final class Ids extends MachineFollower {
    private final Set<String> known = new HashSet<>();
    private boolean wanted;

    private Ids(boolean wanted) {
      this.wanted = wanted;
    }

    @Override
    protected boolean wanted() {
      return wanted;
    }

    @Override
    protected void know(Machine machine, long revision, Set<String> ended) {
      known.add(machine.id());
    }

    @Override
    protected void ended(String tenant, String machine, Set<String> operations) {}

    @Override
    protected void absent(String tenant, String machine) {
      known.remove(machine);
    }

    @Override
    protected void clear() {
      known.clear();
    }
  }

  /** The store of the world, which counts what it is asked. */
  private final class CountedStore implements StateStore {
    private int queries;
    private int failures;

    @Override
    public CompletionStage<Page<StoredRecord>> query(Query query) {
      queries++;
      return failures-- > 0
          ? CompletableFuture.failedFuture(new StoreUnavailableException("told to fail", null))
          : world.memory.query(query);
    }

    @Override
    public CompletionStage<Optional<StoredRecord>> get(Key key) {
      return world.memory.get(key);
    }

    @Override
    public CompletionStage<List<StoredRecord>> commit(Transaction transaction) {
      return world.memory.commit(transaction);
    }

    @Override
    public StoreStatistics statistics() {
      return world.memory.statistics();
    }
  }
}
