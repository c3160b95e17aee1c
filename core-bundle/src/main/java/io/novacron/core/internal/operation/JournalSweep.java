package io.novacron.core.internal.operation;

import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.codec.UnreadableRecordException;
import io.novacron.core.internal.ownership.ShardClaims;
import io.novacron.core.internal.time.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the operations in the journal that are not done, whose shards this node holds and that
 * nobody here works on, and gives them to whoever goes on with them: at start, when shards were
 * gained, and now and then, so that none is forgotten.
 */
public final class JournalSweep {
  private static final Logger LOG = LoggerFactory.getLogger(JournalSweep.class);
  private static final Duration PERIOD = Duration.ofSeconds(30);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final int PAGE = 500;

  private final StateStore store;
  private final ShardClaims claims;
  private final Engine engine;
  private final List<OperationRunner> runners;
  private final Timer timer;
  private final Executor executor;
  private final AtomicBoolean running = new AtomicBoolean();
  private final AtomicBoolean again = new AtomicBoolean();
  private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
  private volatile Timer.@Nullable Cancellation planned;
  private volatile boolean completed;
  private volatile boolean closed;

  /**
   * Makes a sweep that has not begun.
   *
   * @param store where the journal is
   * @param claims which shards this node holds
   * @param engine works on the operations on machines
   * @param runners work on all others
   * @param timer for the repetitions
   * @param executor for the work
   */
  public JournalSweep(
      StateStore store,
      ShardClaims claims,
      Engine engine,
      List<OperationRunner> runners,
      Timer timer,
      Executor executor) {
    this.store = store;
    this.claims = claims;
    this.engine = engine;
    this.runners = List.copyOf(runners);
    this.timer = timer;
    this.executor = executor;
  }

  /** Sweeps now, or once more when a sweep is under way. */
  public void sweep() {
    again.set(true);
    if (closed || !running.compareAndSet(false, true)) {
      return;
    }
    again.set(false);
    page(null, 0);
  }

  /** Whether the journal was read to its end at least once. */
  public boolean completed() {
    return completed;
  }

  /** Sweeps no more. */
  public void close() {
    closed = true;
    Timer.Cancellation next = planned;
    if (next != null) {
      next.cancel();
    }
  }

  private void page(@Nullable String token, int found) {
    store
        .query(
            Query.of(null, Journal.KIND)
                .withAttributes(Map.of("done", "false"))
                .withLimit(PAGE)
                .withPageToken(token))
        .thenComposeAsync(page -> takeAll(page, found), executor)
        .whenCompleteAsync(
            (end, failure) -> {
              if (end == null) {
                LOG.warn(
                    "journal not read error=\"{}\" effect=\"tries again\"",
                    String.valueOf(failure));
                ended(RETRY);
              } else if (end.token == null) {
                if (!completed || end.found > 0) {
                  LOG.info("journal read taken={} live={}", end.found, engine.size());
                }
                completed = true;
                ended(PERIOD);
              } else {
                page(end.token, end.found);
              }
            },
            executor);
  }

  private void ended(Duration pause) {
    running.set(false);
    if (closed) {
      return;
    }
    if (again.get()) {
      sweep();
    } else {
      Timer.Cancellation former = planned;
      if (former != null) {
        former.cancel();
      }
      planned = timer.after(pause, this::sweep);
    }
  }

  private CompletionStage<End> takeAll(Page<StoredRecord> page, int found) {
    List<CompletableFuture<Boolean>> taken = new ArrayList<>();
    for (StoredRecord stored : page.items()) {
      String partition = stored.key().partitionKey();
      String runner = Journal.runner(stored);
      if (unreadable.contains(stored.key().id())
          || claims.claim(stored.key().tenant(), partition).isEmpty()) {
        continue;
      }
      if (runner.equals(Journal.MACHINE)) {
        if (!engine.works(stored.key().id())) {
          taken.add(take(stored).toCompletableFuture());
        }
      } else {
        taken.add(CompletableFuture.completedFuture(give(stored, runner)));
      }
    }
    return CompletableFuture.allOf(taken.toArray(CompletableFuture[]::new))
        .thenApply(
            all ->
                new End(
                    page.nextPageToken(),
                    found + (int) taken.stream().filter(CompletableFuture::join).count()));
  }

  private boolean give(StoredRecord stored, String name) {
    OperationRunner runner =
        runners.stream().filter(each -> each.name().equals(name)).findFirst().orElse(null);
    if (runner == null) {
      unusable(stored, "nobody goes on with operations of the runner " + name);
      return false;
    }
    if (runner.works(stored.key().id())) {
      return false;
    }
    try {
      runner.take(stored);
      return true;
    } catch (UnreadableRecordException e) {
      unusable(stored, String.valueOf(e.getMessage()));
      return false;
    }
  }

  /**
   * The operation may have ended since the page was read, so it is read once more, after its
   * machine: with a record older than the machine, it would go on from where it no longer is.
   */
  private CompletionStage<Boolean> take(StoredRecord listed) {
    return store
        .get(MachineRecords.key(listed.key().tenant(), listed.key().partitionKey()))
        .thenCompose(
            machine ->
                store.get(listed.key()).thenApply(operation -> take(listed, operation, machine)));
  }

  private boolean take(
      StoredRecord listed, Optional<StoredRecord> operation, Optional<StoredRecord> machine) {
    if (operation.isEmpty()) {
      return false;
    }
    try {
      if (machine.isPresent()) {
        engine.take(Journal.read(operation.get()), MachineRecords.read(machine.get()));
        return true;
      }
      unusable(listed, "its machine has no record");
    } catch (UnreadableRecordException e) {
      unusable(listed, String.valueOf(e.getMessage()));
    }
    return false;
  }

  private void unusable(StoredRecord stored, String reason) {
    unreadable.add(stored.key().id());
    LOG.error("operation cannot be read operation={} error=\"{}\"", stored.key().id(), reason);
  }

  private record End(@Nullable String token, int found) {}
}
