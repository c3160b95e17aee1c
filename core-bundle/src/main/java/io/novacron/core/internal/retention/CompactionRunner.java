package io.novacron.core.internal.retention;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationState;
import io.novacron.api.security.AuditRetention;
import io.novacron.api.store.Claim;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.machine.Attempt;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.operation.JournaledOperation;
import io.novacron.core.internal.operation.OperationCounts;
import io.novacron.core.internal.operation.OperationRunner;
import io.novacron.core.internal.time.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs compactions: a page, a pause, the next page. What was removed when it is cut short stays
 * removed, and whoever takes it up begins anew with what is left. Safe for use by many threads.
 */
public final class CompactionRunner implements OperationRunner {
  private static final Logger LOG = LoggerFactory.getLogger(CompactionRunner.class);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
  private static final int MOST_FAILURES = 10;

  /** More than enough to meet a shard of this node, unless it holds next to none. */
  private static final int MOST_IDS = 2000;

  private final Supplier<ControlPlane> controlPlane;
  private final Supplier<@Nullable AuditRetention> audit;
  private final Supplier<RetentionSettings> settings;
  private final IdentifierGenerator identifiers;
  private final OperationCounts counts;
  private final String node;
  private final Clock clock;
  private final Timer timer;
  private final Executor executor;
  private final Map<String, Run> live = new ConcurrentHashMap<>();

  /**
   * Makes a runner that does nothing yet.
   *
   * @param controlPlane what works while the state store is there; throws an UNAVAILABLE problem
   *     otherwise
   * @param audit removes audit records; absent while nobody can
   * @param settings how long records are kept
   * @param identifiers makes ids
   * @param counts counts operations
   * @param node name of this node
   * @param clock the time
   * @param timer for pauses
   * @param executor for the work
   */
  public CompactionRunner(
      Supplier<ControlPlane> controlPlane,
      Supplier<@Nullable AuditRetention> audit,
      Supplier<RetentionSettings> settings,
      IdentifierGenerator identifiers,
      OperationCounts counts,
      String node,
      Clock clock,
      Timer timer,
      Executor executor) {
    this.controlPlane = controlPlane;
    this.audit = audit;
    this.settings = settings;
    this.identifiers = identifiers;
    this.counts = counts;
    this.node = node;
    this.clock = clock;
    this.timer = timer;
    this.executor = executor;
  }

  /**
   * Begins a compaction.
   *
   * @param attempt how it is asked for; not a dry run
   * @return the operation; fails with CONFLICT while there is one that is not done
   */
  public CompletionStage<Operation> begin(String tenant, String actor, Attempt<Operation> attempt) {
    return requireNone().thenCompose(none -> accept(controlPlane.get(), tenant, actor, attempt));
  }

  /** Fails with CONFLICT while there is a compaction that is not done. */
  CompletionStage<Void> requireNone() {
    Query unfinished =
        Query.of(null, Journal.KIND)
            .withAttributes(
                Map.of("kind", OperationKind.COMPACT.wireName(), "done", Boolean.toString(false)))
            .withLimit(1);
    return controlPlane
        .get()
        .store()
        .query(unfinished)
        .thenAccept(
            found -> {
              if (!found.items().isEmpty()) {
                throw running(found.items().get(0).key().id());
              }
            });
  }

  private CompletionStage<Operation> accept(
      ControlPlane current, String tenant, String actor, Attempt<Operation> attempt) {
    for (int i = 0; i < MOST_IDS; i++) {
      String id = identifiers.next("op");
      Claim claim = current.claims().claim(tenant, id).orElse(null);
      if (claim != null) {
        Operation queued =
            Operation.queued(id, tenant, OperationKind.COMPACT, id, actor, clock.instant())
                .toBuilder()
                .idempotencyKey(attempt.idempotencyKey())
                .build();
        Run run = new Run(current, queued);
        return attempt
            .receipt(id, queued.toBuilder().revision(1).build())
            .thenCompose(receipt -> run.journaled.accept(claim, receipt))
            .thenApply(
                accepted -> {
                  LOG.info("operation accepted operation={} kind=compact actor={}", id, actor);
                  begin(run);
                  return accepted;
                });
      }
    }
    throw JournaledOperation.notHeld();
  }

  @Override
  public String name() {
    return CompactionRecord.RUNNER;
  }

  @Override
  public boolean works(String operation) {
    return live.containsKey(operation);
  }

  @Override
  public void take(StoredRecord stored) {
    Operation operation = Journal.operation(stored);
    if (!operation.done()) {
      begin(new Run(controlPlane.get(), operation));
    }
  }

  private void begin(Run run) {
    if (live.putIfAbsent(run.journaled.id(), run) == null) {
      executor.execute(run::step);
    }
  }

  @Override
  public CompletionStage<Operation> describe(StateStore store, StoredRecord stored) {
    return CompletableFuture.completedFuture(Journal.operation(stored));
  }

  @Override
  public Operation requireCancellable(StoredRecord stored) {
    return JournaledOperation.requireCancellable(
        stored, this::works, "Nothing: what it removed is gone, and the rest was kept.");
  }

  @Override
  public CompletionStage<Operation> cancel(StoredRecord stored, String actor) {
    Operation operation = requireCancellable(stored);
    if (operation.done()) {
      return CompletableFuture.completedFuture(operation);
    }
    Run run = live.get(operation.id());
    if (run == null) {
      throw JournaledOperation.busy(operation.id());
    }
    LOG.info("operation cancel requested operation={} actor={}", operation.id(), actor);
    return run.journaled.write(before -> before.toBuilder().cancelRequested(true).build());
  }

  @Override
  public void stop() {
    live.values().forEach(run -> run.stopped = true);
    live.clear();
  }

  private static ProblemException running(String operation) {
    return Problem.builder(
            "compaction-running", Category.CONFLICT, "A compaction is under way already.")
        .operation(operation)
        .nextStep("Watch operation " + operation + ", or cancel it.")
        .toException();
  }

  /** One compaction in work here. */
  private final class Run {
    private final JournaledOperation journaled;
    private final Compaction compaction;
    private int failures;
    private volatile boolean stopped;

    private Run(ControlPlane current, Operation operation) {
      journaled =
          new JournaledOperation(
              current,
              operation,
              each -> new CompactionRecord(each).put(),
              counts,
              clock,
              this::lost);
      compaction = Compaction.of(current.store(), settings.get(), audit, clock.instant());
    }

    private void step() {
      if (stopped) {
        return;
      }
      if (journaled.get().cancelRequested()) {
        end(this::cancelled);
        return;
      }
      CompletionStage<Removal.Page> page;
      try {
        page = compaction.removal().next();
      } catch (RuntimeException e) {
        page = CompletableFuture.failedFuture(e);
      }
      page.whenCompleteAsync(this::stepped, executor);
    }

    private void stepped(Removal.@Nullable Page page, @Nullable Throwable failure) {
      if (stopped) {
        return;
      }
      if (page == null) {
        failed(Failures.unwrapped(failure == null ? new IllegalStateException() : failure));
        return;
      }
      failures = 0;
      Instant now = clock.instant();
      boolean kindDone = compaction.count(page, now);
      if (compaction.ended()) {
        end(before -> compaction.shown(before, node, now));
      } else if (kindDone) {
        journaled
            .write(before -> compaction.shown(before, node, now))
            .whenComplete((written, lost) -> pause(page.examined()));
      } else {
        pause(page.examined());
      }
    }

    private void pause(int examined) {
      long millis = examined * 1000L / settings.get().recordsPerSecond();
      timer.after(Duration.ofMillis(millis), this::step);
    }

    private void failed(Throwable cause) {
      failures++;
      LOG.warn(
          "compaction page failed operation={} failures={} error=\"{}\"",
          journaled.id(),
          failures,
          cause.toString());
      if (failures < MOST_FAILURES) {
        timer.after(TRY_AGAIN, this::step);
        return;
      }
      Problem problem =
          Problem.builder(
                  "compaction-failed",
                  Category.UNAVAILABLE,
                  "It failed " + failures + " times in a row; at last: " + cause.getMessage())
              .nextStep("See the log for the reason; the next compaction goes on with the rest.")
              .build();
      end(
          before ->
              before.toBuilder()
                  .state(OperationState.FAILED)
                  .error(problem)
                  .endedAt(clock.instant())
                  .build());
    }

    private Operation cancelled(Operation before) {
      Instant now = clock.instant();
      return compaction.shown(before, node, now).toBuilder()
          .state(OperationState.CANCELLED)
          .endedAt(now)
          .build();
    }

    private void end(UnaryOperator<Operation> change) {
      journaled
          .write(change)
          .whenComplete(
              (written, failure) -> {
                live.remove(journaled.id(), this);
                if (written != null) {
                  LOG.info(
                      "operation ended operation={} kind=compact state={} result=\"{}\"",
                      written.id(),
                      written.state(),
                      written.result());
                }
              });
    }

    /** Leaves it to the journal, from where it is taken up again. */
    private void lost(String reason) {
      LOG.warn("compaction not recorded operation={} error=\"{}\"", journaled.id(), reason);
      stopped = true;
      live.remove(journaled.id(), this);
    }
  }
}
