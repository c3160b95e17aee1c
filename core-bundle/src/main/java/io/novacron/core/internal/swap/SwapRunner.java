package io.novacron.core.internal.swap;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationState;
import io.novacron.api.operation.Step;
import io.novacron.api.provider.ProviderFactory;
import io.novacron.api.store.Claim;
import io.novacron.api.store.RevisionConflictException;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.account.AccountRegistry;
import io.novacron.core.internal.account.ProviderChoice;
import io.novacron.core.internal.account.ProviderChoice.PassedOver;
import io.novacron.core.internal.account.ProviderSwap;
import io.novacron.core.internal.account.ProviderVersions;
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
import java.util.ArrayList;
import java.util.HashMap;
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
 * Runs swaps of provider versions. Cut short, a swap begins anew: until its choice is recorded, the
 * former version is the chosen one. Safe for use by many threads.
 */
public final class SwapRunner implements OperationRunner {
  private static final Logger LOG = LoggerFactory.getLogger(SwapRunner.class);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

  /** After a restart the bundle of the version may come later than the journal is read. */
  private static final int MOST_LOOKS = 30;

  private static final int MOST_WRITES = 10;
  private static final String CHECK = "check";
  private static final String DRAIN = "drain";

  private final Supplier<ControlPlane> controlPlane;
  private final AccountRegistry registry;
  private final IdentifierGenerator identifiers;
  private final OperationCounts counts;
  private final String node;
  private final Clock clock;
  private final Timer timer;
  private final Executor executor;
  private final Map<String, Run> live = new ConcurrentHashMap<>();
  private volatile Runnable ended = () -> {};

  /**
   * Makes a runner that does nothing yet.
   *
   * @param controlPlane what works while the state store is there; throws an UNAVAILABLE problem
   *     otherwise
   * @param registry knows the versions and the accounts
   * @param identifiers makes ids
   * @param counts counts operations
   * @param node name of this node
   * @param clock the time
   * @param timer for pauses
   * @param executor for the work
   */
  public SwapRunner(
      Supplier<ControlPlane> controlPlane,
      AccountRegistry registry,
      IdentifierGenerator identifiers,
      OperationCounts counts,
      String node,
      Clock clock,
      Timer timer,
      Executor executor) {
    this.controlPlane = controlPlane;
    this.registry = registry;
    this.identifiers = identifiers;
    this.counts = counts;
    this.node = node;
    this.clock = clock;
    this.timer = timer;
    this.executor = executor;
  }

  /** Hears of each swap that has ended; must return at once. */
  void onEnded(Runnable listener) {
    ended = listener;
  }

  /**
   * Begins a swap.
   *
   * @param attempt how it is asked for; not a dry run
   * @return the operation; fails as {@link io.novacron.api.provider.ProviderService#swap} says
   */
  CompletionStage<Operation> begin(
      String tenant, String actor, String type, String version, Attempt<Operation> attempt) {
    requireLegal(type, version);
    ControlPlane current = controlPlane.get();
    Claim claim = current.claims().claim(tenant, type).orElseThrow(JournaledOperation::notHeld);
    String id = identifiers.next("op");
    Operation operation =
        Operation.queued(id, tenant, OperationKind.SWAP_PROVIDER, type, actor, clock.instant())
            .toBuilder()
            .idempotencyKey(attempt.idempotencyKey())
            .build();
    Run run = new Run(current, operation, version);
    Run other = live.putIfAbsent(type, run);
    if (other != null) {
      throw SwapProblems.running(type, other.journaled.id());
    }
    return attempt
        .receipt(type, operation.toBuilder().revision(1).build())
        .thenCompose(receipt -> run.journaled.accept(claim, receipt))
        .thenApply(
            accepted -> {
              LOG.info(
                  "operation accepted operation={} kind=swap-provider type={} version={} actor={}",
                  id,
                  type,
                  version,
                  actor);
              executor.execute(run::begin);
              return accepted;
            })
        .whenComplete(
            (accepted, failure) -> {
              if (failure != null) {
                live.remove(type, run);
              }
            });
  }

  /** Fails as {@link io.novacron.api.provider.ProviderService#swap} says. */
  void requireLegal(String type, String version) {
    ProviderVersions versions = registry.versions();
    if (!versions.types().contains(type)) {
      throw SwapProblems.noType(type, versions);
    }
    ProviderFactory target =
        versions
            .find(type, version)
            .orElseThrow(() -> SwapProblems.noVersion(type, version, versions));
    running(type)
        .ifPresent(
            operation -> {
              throw SwapProblems.running(type, operation);
            });
    if (versions.serving(type) == target) {
      throw SwapProblems.serves(type, version, versions);
    }
  }

  /** The operation that swaps a type now. */
  Optional<String> running(String type) {
    return Optional.ofNullable(live.get(type)).map(run -> run.journaled.id());
  }

  @Override
  public String name() {
    return SwapRecord.RUNNER;
  }

  @Override
  public boolean works(String operation) {
    return live.values().stream().anyMatch(run -> run.journaled.id().equals(operation));
  }

  @Override
  public void take(StoredRecord stored) {
    SwapRecord record = SwapRecord.read(stored);
    Run run = new Run(controlPlane.get(), record.operation(), record.version());
    if (!record.operation().done() && live.putIfAbsent(record.operation().target(), run) == null) {
      executor.execute(run::begin);
    }
  }

  @Override
  public CompletionStage<Operation> describe(StateStore store, StoredRecord stored) {
    return CompletableFuture.completedFuture(Journal.operation(stored));
  }

  @Override
  public CompletionStage<Operation> cancel(StoredRecord stored, String actor) {
    return CompletableFuture.completedFuture(requireCancellable(stored));
  }

  @Override
  public Operation requireCancellable(StoredRecord stored) {
    Operation operation = Journal.operation(stored);
    throw Problem.builder(
            operation.done() ? "operation-done" : "operation-not-cancellable",
            Category.CONFLICT,
            operation.done()
                ? "Operation " + operation.id() + " is done already."
                : "A swap of a provider cannot be cancelled.")
        .operation(operation.id())
        .nextStep("To go back, swap to the former version once the operation is done.")
        .toException();
  }

  @Override
  public void stop() {
    live.values().forEach(run -> run.stopped = true);
    live.clear();
  }

  /** One swap in work here. */
  private final class Run {
    private final ControlPlane current;
    private final String type;
    private final String version;
    private final JournaledOperation journaled;
    private volatile boolean stopped;
    private int looks;

    private Run(ControlPlane current, Operation operation, String version) {
      this.current = current;
      this.type = operation.target();
      this.version = version;
      journaled =
          new JournaledOperation(
              current,
              operation,
              each -> new SwapRecord(each, version).put(),
              counts,
              clock,
              this::lost);
    }

    private void begin() {
      if (stopped) {
        return;
      }
      ProviderFactory target = registry.versions().find(type, version).orElse(null);
      if (target == null && looks++ < MOST_LOOKS) {
        timer.after(TRY_AGAIN, this::begin);
        return;
      }
      if (target == null) {
        end(null, "it is not there");
        return;
      }
      ProviderFactory former = registry.versions().serving(type);
      journaled
          .write(
              before ->
                  step(before, CHECK, Step.State.RUNNING, "opens the accounts with " + version)
                      .state(OperationState.RUNNING)
                      .owner(node)
                      .build())
          .thenCompose(written -> registry.swap(target))
          .thenCompose(
              swap ->
                  swap.switched()
                      .thenCompose(why -> decided(swap, why))
                      .thenCompose(done -> swap.ended().thenApply(all -> swap)))
          .whenComplete(
              (swap, failure) -> {
                if (failure != null) {
                  lost(Failures.unwrapped(failure).toString());
                } else {
                  String why = registry.versions().failure(target);
                  boolean serves = registry.versions().serving(type) == target;
                  end(
                      former,
                      serves ? null : why == null ? "version " + version + " went away" : why);
                }
              });
    }

    /** New work goes to whom it will go to: that is recorded. */
    private CompletionStage<Operation> decided(ProviderSwap swap, @Nullable String why) {
      String former = swap.former().descriptor().version();
      ProviderChoice choice = choice(why == null ? version : former, why, former);
      registry.versions().choose(choice);
      return record(choice, 0)
          .thenCompose(
              recorded ->
                  journaled.write(
                      before ->
                          step(
                                  step(
                                          before,
                                          CHECK,
                                          why == null ? Step.State.SUCCEEDED : Step.State.FAILED,
                                          why == null ? "opened the accounts with " + version : why)
                                      .build(),
                                  DRAIN,
                                  Step.State.RUNNING,
                                  "waits for the calls of version "
                                      + (why == null ? former : version))
                              .progress(0.5)
                              .build()));
    }

    private ProviderChoice choice(String chosen, @Nullable String unhealthy, String former) {
      Map<String, PassedOver> passedOver = new HashMap<>();
      registry
          .versions()
          .choice(type)
          .ifPresent(earlier -> passedOver.putAll(earlier.passedOver()));
      registry.versions().all().stream()
          .filter(each -> each.descriptor().type().equals(type))
          .map(each -> each.descriptor().version())
          .filter(each -> !each.equals(version))
          .forEach(
              each ->
                  passedOver.putIfAbsent(
                      each, new PassedOver(false, "version " + chosen + " was chosen")));
      if (unhealthy != null) {
        passedOver.put(version, new PassedOver(true, unhealthy));
      } else {
        passedOver.put(former, new PassedOver(false, "version " + chosen + " was chosen"));
      }
      passedOver.remove(chosen);
      return new ProviderChoice(type, chosen, passedOver);
    }

    private CompletionStage<Void> record(ProviderChoice choice, int attempt) {
      ProviderVersions versions = registry.versions();
      return current
          .store()
          .commit(Transaction.of(ChoiceRecords.put(choice, versions.revision(type))))
          .thenAccept(written -> versions.choose(choice, written.get(0).revision()))
          .exceptionallyCompose(
              failure -> {
                Throwable cause = Failures.unwrapped(failure);
                if (attempt >= MOST_WRITES || stopped) {
                  return CompletableFuture.failedFuture(cause);
                }
                CompletionStage<Void> look =
                    cause instanceof RevisionConflictException
                        ? learnRevision()
                        : CompletableFuture.completedFuture(null);
                return look.thenCompose(done -> pause())
                    .thenCompose(done -> record(choice, attempt + 1));
              });
    }

    /** Another node chose meanwhile; what is chosen last holds. */
    private CompletionStage<Void> learnRevision() {
      return current
          .store()
          .get(ChoiceRecords.key(type))
          .thenAccept(
              found ->
                  found.ifPresent(
                      stored ->
                          registry
                              .versions()
                              .choose(ChoiceRecords.read(stored), stored.revision())));
    }

    private CompletionStage<Void> pause() {
      CompletableFuture<Void> over = new CompletableFuture<>();
      timer.after(TRY_AGAIN, () -> over.complete(null));
      return over;
    }

    private Operation.Builder step(Operation before, String name, Step.State state, String detail) {
      Instant now = clock.instant();
      List<Step> steps = new ArrayList<>();
      Step former = null;
      for (Step each : before.steps()) {
        if (each.name().equals(name)) {
          former = each;
        } else {
          steps.add(each);
        }
      }
      boolean again = former != null && state == Step.State.RUNNING;
      steps.add(
          new Step(
              name,
              state,
              former == null ? 1 : former.attempts() + (again ? 1 : 0),
              former == null ? now : former.startedAt(),
              state == Step.State.RUNNING ? null : now,
              detail));
      return before.toBuilder().steps(steps);
    }

    private void end(@Nullable ProviderFactory former, @Nullable String why) {
      String formerVersion = former == null ? "" : former.descriptor().version();
      Problem problem = why == null ? null : SwapProblems.failed(type, version, formerVersion, why);
      journaled
          .write(
              before -> {
                boolean drained =
                    before.steps().stream().anyMatch(each -> each.name().equals(DRAIN));
                Operation.Builder builder =
                    drained
                        ? step(before, DRAIN, Step.State.SUCCEEDED, "closed what does not serve")
                        : before.toBuilder();
                return builder
                    .state(why == null ? OperationState.SUCCEEDED : OperationState.FAILED)
                    .progress(1)
                    .result(
                        why == null
                            ? "version "
                                + version
                                + " serves, and version "
                                + formerVersion
                                + " did before"
                            : null)
                    .error(problem)
                    .endedAt(clock.instant())
                    .build();
              })
          .whenComplete(
              (written, failure) -> {
                live.remove(type, this);
                if (written != null) {
                  LOG.info(
                      "operation ended operation={} kind=swap-provider type={} version={} state={}{}",
                      written.id(),
                      type,
                      version,
                      written.state(),
                      why == null ? "" : " error=\"" + why + "\"");
                }
                ended.run();
              });
    }

    /** Leaves it to the journal, from where it is taken up again. */
    private void lost(String reason) {
      LOG.warn("swap not recorded operation={} error=\"{}\"", journaled.id(), reason);
      stopped = true;
      live.remove(type, this);
      ended.run();
    }
  }
}
