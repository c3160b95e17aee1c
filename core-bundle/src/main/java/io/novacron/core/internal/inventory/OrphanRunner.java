package io.novacron.core.internal.inventory;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.inventory.ResourceType;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationState;
import io.novacron.api.operation.Step;
import io.novacron.api.provider.CallClass;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.Lane;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderError;
import io.novacron.api.store.Claim;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.inventory.OrphanCalls.Sight;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.operation.JournaledOperation;
import io.novacron.core.internal.operation.OperationCounts;
import io.novacron.core.internal.operation.OperationRunner;
import io.novacron.core.internal.operation.OperationSettings;
import io.novacron.core.internal.time.Backoff;
import io.novacron.core.internal.time.Timer;
import io.novacron.core.internal.traffic.CallTicket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops and deletes orphans. Each round looks at the orphan first and goes by what it sees, so that
 * a round may be repeated by whoever takes the operation up; and nothing is sent to one that does
 * not carry the very tag that it was found with. Safe for use by many threads.
 */
final class OrphanRunner implements OperationRunner {
  private static final Logger LOG = LoggerFactory.getLogger(OrphanRunner.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  /** Why a machine is not deleted that was started in quarantine. */
  static final String RUNS_AGAIN = "It was started in its quarantine: somebody misses it.";

  /** Why a volume is not deleted that was attached since it was found. */
  static final String IN_USE = "A machine has it now.";

  private final Supplier<ControlPlane> controlPlane;
  private final CloudCalls calls;
  private final OrphanCalls orphans;
  private final OrphanCheck check;
  private final Supplier<OperationSettings> limits;
  private final Supplier<InventorySettings> settings;
  private final OperationCounts counts;
  private final String node;
  private final Clock clock;
  private final Timer timer;
  private final Executor executor;
  private final Map<String, Run> live = new ConcurrentHashMap<>();

  OrphanRunner(
      Supplier<ControlPlane> controlPlane,
      CloudCalls calls,
      OrphanCheck check,
      Supplier<OperationSettings> limits,
      Supplier<InventorySettings> settings,
      OperationCounts counts,
      String node,
      Clock clock,
      Timer timer,
      Executor executor) {
    this.controlPlane = controlPlane;
    this.calls = calls;
    this.orphans = new OrphanCalls(calls);
    this.check = check;
    this.limits = limits;
    this.settings = settings;
    this.counts = counts;
    this.node = node;
    this.clock = clock;
    this.timer = timer;
    this.executor = executor;
  }

  /**
   * Records an operation with the quarantine that it is about, and begins.
   *
   * @param quarantine with the id of the operation, over the revision that it was computed from
   * @param receipt what else is written with it
   */
  CompletionStage<Operation> begin(
      ControlPlane current,
      Operation operation,
      QuarantineRecord quarantine,
      List<Mutation> receipt) {
    Claim claim =
        current
            .claims()
            .claim(operation.tenant(), operation.target())
            .orElseThrow(JournaledOperation::notHeld);
    Run run = new Run(current, operation);
    List<Mutation> more = new ArrayList<>();
    more.add(quarantine.put());
    more.addAll(receipt);
    return run.journaled
        .accept(claim, more)
        .thenApply(
            accepted -> {
              LOG.info(
                  "operation accepted operation={} kind={} account={} region={} reference={}"
                      + " actor={}",
                  accepted.id(),
                  accepted.kind().wireName(),
                  quarantine.account(),
                  quarantine.region(),
                  quarantine.reference(),
                  accepted.actor());
              begin(run);
              return accepted;
            });
  }

  @Override
  public String name() {
    return OrphanOperation.RUNNER;
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
      executor.execute(run::round);
    }
  }

  @Override
  public CompletionStage<Operation> describe(StateStore store, StoredRecord stored) {
    return CompletableFuture.completedFuture(Journal.operation(stored));
  }

  @Override
  public Operation requireCancellable(StoredRecord stored) {
    return JournaledOperation.requireCancellable(
        stored, this::works, "Nothing: what it did is done.");
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

  /** Whether somebody did something with a machine since it was stopped for its quarantine. */
  static boolean brokeQuarantine(MachineState state) {
    return switch (state) {
      case STOPPED, DELETING, DELETED, UNKNOWN -> false;
      default -> true;
    };
  }

  /** One operation in work here. */
  private final class Run {
    private final ControlPlane current;
    private final Instant deadline;
    private final JournaledOperation journaled;
    private volatile boolean stopped;
    private int failures;
    private int sends;
    private @Nullable QuarantineRecord about;
    private @Nullable Instant deletedAt;

    private Run(ControlPlane current, Operation operation) {
      this.current = current;
      journaled =
          new JournaledOperation(
              current,
              operation,
              each -> new OrphanOperation(each).put(),
              counts,
              clock,
              this::lost);
      // Counted from when it was asked for, so that whoever takes it up has no more time.
      deadline = operation.createdAt().plus(limits.get().deadline(operation.kind()));
    }

    private boolean deletes() {
      return journaled.get().kind() == OperationKind.DELETE_ORPHAN;
    }

    private void round() {
      if (stopped) {
        return;
      }
      if (journaled.get().cancelRequested()) {
        end(OperationState.CANCELLED, null, "it was cancelled", List.of());
        return;
      }
      current
          .store()
          .get(QuarantineRecord.key(journaled.get().tenant(), journaled.get().target()))
          .thenComposeAsync(
              stored -> {
                if (stored.isEmpty()) {
                  fail(
                      "orphan-released",
                      Category.CONFLICT,
                      "Its quarantine was ended meanwhile.",
                      List.of());
                  return CompletableFuture.completedFuture(null);
                }
                return look(QuarantineRecord.read(stored.get()));
              },
              executor)
          .whenComplete(
              (done, failure) -> {
                if (failure != null) {
                  again(Failures.unwrapped(failure).toString(), null, null);
                }
              });
    }

    private CompletionStage<Void> look(QuarantineRecord record) {
      about = record;
      return orphans
          .look(
              ticket(record, CallClass.READ),
              limits.get().callTimeout(),
              record.what(),
              record.reference())
          .thenComposeAsync(
              answer -> {
                if (!(answer.outcome() instanceof Outcome.Done<Optional<Sight>> done)) {
                  refused(answer.outcome());
                  return CompletableFuture.completedFuture(null);
                }
                return seen(record, done.get().orElse(null));
              },
              executor);
    }

    private CompletionStage<Void> seen(QuarantineRecord record, @Nullable Sight sight) {
      if (sight == null || sight.gone()) {
        gone(record);
        return CompletableFuture.completedFuture(null);
      }
      if (!record.owner().equals(sight.found().owner())) {
        fail(
            "orphan-changed",
            Category.CONFLICT,
            "It does not carry the owner tag any more that it was found with; it was left alone.",
            deletes() ? List.of() : List.of(record.delete()));
        return CompletableFuture.completedFuture(null);
      }
      MachineState state = sight.machineState();
      boolean ready = state == null ? diskReady(sight) : machineReady(record, state);
      if (!ready) {
        return CompletableFuture.completedFuture(null);
      }
      return check
          .verdict(current.store(), sight.found(), calls.visibilityBound(record.account()))
          .thenComposeAsync(
              verdict -> {
                if (verdict.isEmpty()) {
                  fail(
                      "orphan-claimed",
                      Category.CONFLICT,
                      "It is, or may be, that of a record now; it was left alone.",
                      deletes() ? List.of() : List.of(record.delete()));
                  return CompletableFuture.completedFuture(null);
                }
                return send(record);
              },
              executor);
    }

    /** Whether a machine is to be sent something; ends or waits when not. */
    private boolean machineReady(QuarantineRecord record, MachineState state) {
      if (!deletes() && state == MachineState.STOPPED) {
        Instant now = clock.instant();
        QuarantineRecord quarantined = record.stopped(now, now.plus(settings.get().quarantine()));
        end(
            OperationState.SUCCEEDED,
            null,
            "it is stopped, and may be deleted from " + quarantined.until() + " on",
            List.of(quarantined.put()));
        return false;
      }
      if (deletes() && brokeQuarantine(state)) {
        fail("quarantine-broken", Category.CONFLICT, RUNS_AGAIN, List.of());
        return false;
      }
      if (deletes() ? state != MachineState.STOPPED : state.moving()) {
        again(null, null, null);
        return false;
      }
      return true;
    }

    /** Whether a volume or snapshot is to be deleted now; ends or waits when not. */
    private boolean diskReady(Sight sight) {
      if (sight.inUse()) {
        fail("orphan-changed", Category.CONFLICT, IN_USE + " It was left alone.", List.of());
        return false;
      }
      Instant deleted = deletedAt;
      boolean shownStill =
          deleted != null
              && clock
                  .instant()
                  .isBefore(deleted.plus(calls.visibilityBound(sight.found().account())));
      if (sight.leaving() || shownStill) {
        again(null, null, null);
        return false;
      }
      return true;
    }

    private void gone(QuarantineRecord record) {
      if (deletes()) {
        end(
            OperationState.SUCCEEDED,
            null,
            "the cloud has shown that it is gone",
            List.of(record.delete()));
      } else {
        fail(
            "orphan-gone",
            Category.NOT_FOUND,
            "Its cloud does not have it any more.",
            List.of(record.delete()));
      }
    }

    /** Writes that it is about to call, then calls, if this node still holds the shard. */
    private CompletionStage<Void> send(QuarantineRecord record) {
      sends++;
      Instant now = clock.instant();
      return journaled
          .write(
              before ->
                  before.toBuilder()
                      .state(OperationState.RUNNING)
                      .owner(node)
                      .progress(0.5)
                      .steps(
                          List.of(
                              new Step(
                                  deletes() ? "delete" : "stop",
                                  Step.State.RUNNING,
                                  sends,
                                  before.steps().isEmpty()
                                      ? now
                                      : before.steps().get(0).startedAt(),
                                  null,
                                  record.reference() + " in " + record.region())))
                      .build())
          .thenComposeAsync(
              written -> {
                if (stopped) {
                  return CompletableFuture.completedFuture(null);
                }
                return deletes() ? delete(record) : halt(record);
              },
              executor);
    }

    private CompletionStage<Void> halt(QuarantineRecord record) {
      return calls
          .<Instance>call(
              ticket(record, CallClass.CHANGE),
              limits.get().callTimeout(),
              (provider, context) ->
                  provider.compute().stop(context, record.region(), record.reference(), false))
          .thenAcceptAsync(answer -> answered(answer.outcome()), executor);
    }

    private CompletionStage<Void> delete(QuarantineRecord record) {
      return orphans
          .delete(
              ticket(record, CallClass.DELETE),
              limits.get().callTimeout(),
              record.what(),
              record.reference())
          .thenAcceptAsync(
              answer -> {
                if (answer.outcome() instanceof Outcome.Done<Void>) {
                  deletedAt = clock.instant();
                }
                answered(answer.outcome());
              },
              executor);
    }

    private void answered(Outcome<?> outcome) {
      if (outcome instanceof Outcome.Done<?>) {
        failures = 0;
        executor.execute(this::round);
      } else if (outcome instanceof Outcome.Accepted<?> accepted) {
        failures = 0;
        timer.after(accepted.pollAfter(), this::round);
      } else {
        refused(outcome);
      }
    }

    /** What passes is tried again; whatever was done is seen by the next look. */
    private void refused(Outcome<?> outcome) {
      if (outcome instanceof Outcome.Failed<?> failed) {
        ProviderError error = failed.error();
        if (!error.category().retryable()) {
          fail("orphan-refused", error.category(), error.message(), List.of());
        } else {
          again(error.message(), error.category(), error.retryAfter());
        }
      } else {
        again("the outcome of a call is not known", Category.UNKNOWN_OUTCOME, null);
      }
    }

    private void again(
        @Nullable String why, @Nullable Category category, @Nullable Duration retryAfter) {
      if (stopped) {
        return;
      }
      if (!clock.instant().isBefore(deadline)) {
        fail(
            "orphan-not-done",
            category == null ? Category.UNAVAILABLE : category,
            "It did not come about in time" + (why == null ? "." : "; at last: " + why),
            List.of());
        return;
      }
      failures = why == null ? 0 : failures + 1;
      timer.after(
          why == null ? LOOK_AGAIN : Backoff.after(journaled.id(), failures, retryAfter),
          this::round);
    }

    private void fail(String code, Category category, String detail, List<Mutation> more) {
      Problem problem =
          Problem.builder(code, category, detail)
              .operation(journaled.id())
              .scope("orphan " + journaled.get().target())
              .nextStep("List the orphans anew, and look at it at its cloud.")
              .build();
      end(OperationState.FAILED, problem, detail, more);
    }

    private void end(
        OperationState state, @Nullable Problem error, String detail, List<Mutation> more) {
      Instant now = clock.instant();
      QuarantineRecord disk = about;
      // Nothing is kept of a volume or snapshot once nothing is done with it any more.
      List<Mutation> all =
          disk != null && disk.what() != ResourceType.MACHINE ? List.of(disk.delete()) : more;
      journaled
          .write(
              before -> {
                List<Step> steps = new ArrayList<>();
                for (Step step : before.steps()) {
                  steps.add(
                      new Step(
                          step.name(),
                          error == null ? Step.State.SUCCEEDED : Step.State.FAILED,
                          step.attempts(),
                          step.startedAt(),
                          now,
                          step.detail() + ": " + detail));
                }
                return before.toBuilder()
                    .state(state)
                    .owner(node)
                    .error(error)
                    .steps(steps)
                    .progress(error == null ? 1 : before.progress())
                    .result(state == OperationState.SUCCEEDED ? before.target() : null)
                    .endedAt(now)
                    .build();
              },
              all)
          .whenComplete(
              (written, failure) -> {
                if (written != null) {
                  live.remove(journaled.id(), this);
                  LOG.info(
                      "operation ended operation={} kind={} state={} detail=\"{}\"",
                      written.id(),
                      written.kind().wireName(),
                      written.state(),
                      detail);
                }
              });
    }

    private CallTicket ticket(QuarantineRecord record, CallClass callClass) {
      return new CallTicket(
          record.account(),
          record.region(),
          callClass,
          deletes() ? Lane.DELETE : Lane.INTERACTIVE,
          record.tenant(),
          journaled.id());
    }

    /** Leaves it to the journal, from where it is taken up again. */
    private void lost(String reason) {
      LOG.warn(
          "operation not recorded operation={} error=\"{}\" effect=\"taken up again\"",
          journaled.id(),
          reason);
      stopped = true;
      live.remove(journaled.id(), this);
    }
  }
}
