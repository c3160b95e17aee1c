package io.novacron.core.internal.operation;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Machine;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.WaitingFor;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.Lane;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderDescriptor;
import io.novacron.api.provider.ProviderError;
import io.novacron.api.store.Claim;
import io.novacron.api.store.StateStore;
import io.novacron.core.internal.ownership.ShardClaims;
import io.novacron.core.internal.secret.SecretBox;
import io.novacron.core.internal.time.Timer;
import io.novacron.core.internal.traffic.CallTicket;
import io.novacron.core.internal.traffic.PendingCall;
import io.novacron.core.internal.traffic.Traffic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the operations whose shards this node holds. No operation holds a thread: each is a record
 * that a timer, the answer to a call or the acknowledgement of a write moves on. Safe for use by
 * many threads.
 */
public final class Engine {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  /** A call is begun only while the lease lasts at least this much longer. */
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(2);

  private static final Duration LEASE_CHECK = Duration.ofMillis(250);

  /** When an operation that found its lane full tries to enter it again. */
  private static final Duration LANE_CHECK = Duration.ofSeconds(1);

  /** For calls that were not sent: whoever asks later asks with the cloud that is there then. */
  private static final Cloud ANY_CLOUD =
      new Cloud(ProviderDescriptor.Idempotency.NONE, Duration.ZERO, Duration.ZERO, Instant.EPOCH);

  private final ShardClaims claims;
  private final ProviderDirectory providers;
  private final Clock clock;
  private final Timer timer;
  private final Executor executor;
  private final ProviderCalls calls;
  private final String node;
  private final Supplier<OperationSettings> settings;
  private final OperationCounts counts;
  private final OperationTraces traces;
  private final Traffic traffic;
  private final NextPlace nextPlace;
  private final OperationWriter writer;
  private final Map<String, LiveOperation> live = new ConcurrentHashMap<>();
  private final Map<String, Map<LiveOperation, Runnable>> parked = new ConcurrentHashMap<>();
  private final CallsUnderWay underWay = new CallsUnderWay();
  private volatile Runnable deaf = () -> {};
  private volatile boolean closed;

  /**
   * Makes an engine that does nothing yet.
   *
   * @param store where the journal is
   * @param claims which shards this node holds
   * @param providers which provider serves which account
   * @param changes commits what becomes of operations
   * @param counts counts operations
   * @param traces traces operations
   * @param settings limits, asked anew whenever they matter
   * @param secrets decrypts what a call needs
   * @param traffic says when calls may be made
   * @param nextPlace finds other places for what a cloud has refused
   * @param node name of this node
   * @param clock the time
   * @param timer for pauses
   * @param executor for everything else; a bounded number of threads
   */
  public Engine(
      StateStore store,
      ShardClaims claims,
      ProviderDirectory providers,
      ChangeLog changes,
      OperationCounts counts,
      OperationTraces traces,
      Supplier<OperationSettings> settings,
      SecretBox secrets,
      Traffic traffic,
      NextPlace nextPlace,
      String node,
      Clock clock,
      Timer timer,
      Executor executor) {
    this.claims = claims;
    this.providers = providers;
    this.clock = clock;
    this.timer = timer;
    this.executor = guarded(executor);
    calls = new ProviderCalls(secrets);
    this.node = node;
    this.settings = settings;
    this.counts = counts;
    this.traces = traces;
    this.traffic = traffic;
    this.nextPlace = nextPlace;
    writer =
        new OperationWriter(
            store, claims, changes, counts, traces, clock, timer, this.executor, this::leave);
  }

  /** Begins to hear of providers. */
  public void start() {
    deaf = providers.onServed(this::served);
  }

  /**
   * Takes an operation into work, unless it is already. It goes on from where its record says.
   *
   * @param record the operation as it is in the journal
   * @param machine its machine as it is in the store
   */
  public void take(OperationRecord record, Machine machine) {
    if (closed || record.done()) {
      return;
    }
    LiveOperation operation = new LiveOperation(record, machine);
    if (live.putIfAbsent(record.id(), operation) == null) {
      counts.setLive(live.size());
      serially(
          operation,
          () -> writer.apply(operation, new Stimulus.TakenOver(), () -> taken(operation)),
          () -> {});
    }
  }

  /** Somebody without a claim may have asked to cancel it, while nobody worked on it. */
  private void taken(LiveOperation operation) {
    OperationRecord record = operation.record();
    if (record.done() || !record.operation().cancelRequested() || record.cancellation() != null) {
      goOn(operation);
    } else {
      writer.apply(operation, cancelRequested("somebody"), () -> goOn(operation));
    }
  }

  /**
   * Asks to cancel an operation that is in work here. What it waits for is cut short, except for a
   * call that changes something: that one's answer is waited for. Asking again changes nothing.
   *
   * @param id id of the operation
   * @param actor principal who asks
   * @return the operation once the request is durable; empty when it is not, or no longer, in work
   *     here; fails with a {@link ProblemException} of category CONFLICT when it cannot be
   *     cancelled any more
   */
  public CompletionStage<Optional<Operation>> cancel(String id, String actor) {
    LiveOperation operation = live.get(id);
    if (operation == null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    CompletableFuture<Optional<Operation>> answer = new CompletableFuture<>();
    Runnable missed = () -> answer.complete(Optional.empty());
    serially(operation, () -> cancel(operation, actor, answer), missed);
    operation.left().thenRun(() -> executor.execute(missed));
    return answer;
  }

  private void cancel(
      LiveOperation operation, String actor, CompletableFuture<Optional<Operation>> answer) {
    OperationRecord record = operation.record();
    Optional<Problem> refusal = Transitions.whyNotCancelled(record);
    if (refusal.isPresent()) {
      answer.completeExceptionally(new ProblemException(refusal.get()));
      rest(operation);
    } else if (record.operation().cancelRequested()) {
      answer.complete(Optional.of(record.operation()));
      rest(operation);
    } else {
      writer.apply(
          operation,
          cancelRequested(actor),
          () -> {
            answer.complete(Optional.of(operation.record().operation()));
            if (record.begun()) {
              rest(operation);
            } else {
              cutShort(operation);
              goOn(operation);
            }
          });
    }
  }

  /** Ends the wait that is under way; the answer to a question that was asked is not needed. */
  private void cutShort(LiveOperation operation) {
    operation.beginWait();
    ended(operation);
  }

  private Stimulus.CancelRequested cancelRequested(String actor) {
    return new Stimulus.CancelRequested(actor, settings.get().cleanUpDeadline());
  }

  /** Whether an operation is in work here. */
  public boolean works(String operation) {
    return live.containsKey(operation);
  }

  /** What an operation that is in work here waits for before its next call; empty for nothing. */
  public Optional<WaitingFor> waitingFor(String operation) {
    LiveOperation working = live.get(operation);
    PendingCall pending = working == null ? null : working.pending();
    return pending == null ? Optional.empty() : pending.waitingFor();
  }

  /** How many operations are in work here. */
  public int size() {
    return live.size();
  }

  /**
   * Works no more on an operation that another has taken over, as its record says. The outcome of a
   * call under way is not recorded any more; it is the other operation's to find out.
   */
  public void drop(String operation) {
    LiveOperation working = live.get(operation);
    if (working != null) {
      serially(working, () -> leave(working), () -> {});
    }
  }

  /** Completes as soon as an operation is not, or no longer, in work here. */
  public CompletionStage<Void> left(String operation) {
    LiveOperation working = live.get(operation);
    return working == null ? CompletableFuture.completedFuture(null) : working.left();
  }

  /**
   * Begins nothing more and lets calls under way end.
   *
   * @param grace how long they may take; what is not recorded by then is found in the journal by
   *     the next run
   */
  public void close(Duration grace) {
    closed = true;
    deaf.run();
    boolean idle = underWay.close(grace);
    LOG.info(
        "engine stopped node={} live={} calls=\"{}\"",
        node,
        live.size(),
        idle ? "all ended" : "some left to the journal");
    live.values().forEach(operation -> operation.left().complete(null));
    live.clear();
    counts.setLive(0);
  }

  /** Decides from the record what comes next. Runs in the operation's series, like all below. */
  private void goOn(LiveOperation operation) {
    OperationRecord record = operation.record();
    if (record.done()) {
      leave(operation);
      return;
    }
    if (closed) {
      rest(operation);
      return;
    }
    if (record.seeking()) {
      Stimulus sought =
          new Stimulus.PlaceSought(
              nextPlace.find(operation.machine(), Objects.requireNonNull(record.places())));
      writer.apply(operation, sought, () -> goOn(operation));
      return;
    }
    Instant now = clock.instant();
    Instant dueAt = record.dueAt();
    if (dueAt != null && dueAt.isAfter(now)) {
      pause(operation, Duration.between(now, dueAt));
    } else if (providers.find(operation.account()).isEmpty()) {
      writer.apply(operation, new Stimulus.ProviderMissing(), () -> park(operation));
    } else {
      writer.apply(operation, new Stimulus.ProviderBack(), () -> queue(operation));
    }
  }

  private void pause(LiveOperation operation, Duration pause) {
    timer.after(pause, afterWait(operation, () -> goOn(operation), () -> {}));
    rest(operation);
  }

  private void queue(LiveOperation operation) {
    PendingCall former = operation.pending();
    if (former != null) {
      // Its wait was cut short.
      former.withdraw();
    }
    OperationRecord record = operation.record();
    CallTicket ticket =
        new CallTicket(
            operation.account(),
            record.place().region(),
            record.next().callClass(),
            lane(record),
            record.operation().tenant(),
            operation.id());
    long wait = operation.beginWait();
    PendingCall call =
        traffic.announce(
            ticket,
            turn -> afterWait(operation, wait, () -> turn(operation, turn), turn::notSent).run());
    operation.pending(call);
    if (call.enter()) {
      rest(operation);
    } else {
      pause(operation, LANE_CHECK);
    }
  }

  private static Lane lane(OperationRecord record) {
    if (record.operation().cancelRequested()) {
      return Lane.INTERRUPT;
    }
    return record.operation().kind() == OperationKind.DELETE
            || record.operation().kind() == OperationKind.DELETE_SNAPSHOT
            || record.next() == Call.REMOVE_DUPLICATE
        ? Lane.DELETE
        : Lane.INTERACTIVE;
  }

  /**
   * Does something for an operation once nothing else is being done for it.
   *
   * @param work must lead to {@link #rest} or {@link #leave}
   * @param missed runs instead when the operation has left
   */
  private void serially(LiveOperation operation, Runnable work, Runnable missed) {
    Runnable task =
        () -> {
          if (operation.left().isDone()) {
            missed.run();
            rest(operation);
          } else {
            guard(operation, work);
          }
        };
    if (operation.begin(task)) {
      executor.execute(task);
    }
  }

  /** Nothing is done for the operation until its wait ends or somebody asks for something. */
  private void rest(LiveOperation operation) {
    Runnable next = operation.end();
    if (next != null) {
      executor.execute(next);
    }
  }

  /**
   * Begins a wait.
   *
   * @param work what follows it
   * @param missed runs instead when the wait was cut short
   * @return to be run when the wait ends
   */
  private Runnable afterWait(LiveOperation operation, Runnable work, Runnable missed) {
    return afterWait(operation, operation.beginWait(), work, missed);
  }

  private Runnable afterWait(LiveOperation operation, long wait, Runnable work, Runnable missed) {
    return () ->
        serially(
            operation,
            () -> {
              if (operation.waits(wait)) {
                work.run();
              } else {
                missed.run();
                rest(operation);
              }
            },
            missed);
  }

  /**
   * A defect must not leave an operation without anybody who goes on with it: the next sweep takes
   * it again.
   */
  private void guard(LiveOperation operation, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.error("defect operation={} effect=\"taken from the journal again\"", operation.id(), e);
      leave(operation);
    }
  }

  private void leave(LiveOperation operation) {
    live.remove(operation.id(), operation);
    counts.setLive(live.size());
    PendingCall pending = operation.pending();
    if (pending != null && !operation.calling()) {
      pending.notSent();
    }
    ended(operation);
    operation.left().complete(null);
    rest(operation);
  }

  private void park(LiveOperation operation) {
    String account = operation.account();
    Runnable wake = afterWait(operation, () -> goOn(operation), () -> {});
    parked.compute(
        account,
        (name, waiting) -> {
          Map<LiveOperation, Runnable> all = waiting == null ? new LinkedHashMap<>() : waiting;
          all.put(operation, wake);
          return all;
        });
    rest(operation);
    // It may have come between the look and the entry.
    if (providers.find(account).isPresent()) {
      served(account);
    }
  }

  private void served(String account) {
    Map<LiveOperation, Runnable> waiting = parked.remove(account);
    if (waiting != null) {
      waiting.values().forEach(Runnable::run);
    }
  }

  /** The lane has room for this operation's call. */
  private void turn(LiveOperation operation, PendingCall call) {
    if (closed) {
      call.notSent();
      rest(operation);
      return;
    }
    if (!operation.record().next().mutating()) {
      send(operation, call);
      return;
    }
    Optional<Claim> claim = claim(operation);
    if (claim.isEmpty()) {
      leave(operation);
    } else if (!lasts(claim.get())) {
      call.notSent();
      pause(operation, LEASE_CHECK);
    } else {
      writer.apply(operation, new Stimulus.Begin(node, call.waited()), () -> send(operation, call));
    }
  }

  /** Makes the call; for one that changes something, the journal already knows of it. */
  private void send(LiveOperation operation, PendingCall call) {
    if (!underWay.begin()) {
      call.notSent();
      rest(operation);
      return;
    }
    operation.calling(true);
    OperationRecord record = operation.record();
    Instant now = clock.instant();
    Duration callTimeout = settings.get().callTimeout();
    Instant deadline = now.plus(callTimeout);
    Optional<ProviderDirectory.Served> served = providers.find(operation.account());
    if (served.isEmpty()) {
      call.notSent();
      replied(operation, notSent("the provider of " + record.place() + " went away"), ANY_CLOUD);
      return;
    }
    ProviderDirectory.Served provider = served.get();
    Cloud cloud =
        new Cloud(
            provider.idempotency(), provider.descriptor().visibilityBound(), callTimeout, now);
    if (record.next().mutating()) {
      // The intent's own write took time, so the lease is looked at again right before the call.
      Optional<Claim> claim = claim(operation);
      if (claim.isEmpty() || !lasts(claim.get())) {
        call.notSent();
        replied(operation, notSent("the lease of node " + node + " was about to end"), cloud);
        return;
      }
      deadline = earlier(deadline(record, deadline, callTimeout), claim.get().leaseUntil());
      if (!deadline.isAfter(now)) {
        call.notSent();
        replied(operation, notSent("its time was over when its intent was written"), cloud);
        return;
      }
    }
    CallContext context = new CallContext(record.id(), record.attempt(), record.token(), deadline);
    CompletableFuture<Outcome<List<Instance>>> reply = new CompletableFuture<>();
    Runnable answered =
        afterWait(operation, () -> replied(operation, reply.join(), cloud), () -> {});
    calls
        .make(provider.provider(), record, operation.machine(), context)
        .whenComplete(
            (outcome, failure) -> {
              Outcome<List<Instance>> known =
                  outcome == null
                      ? new Outcome.Unknown<>("the call broke off: " + failure)
                      : outcome;
              call.replied(known);
              reply.complete(known);
              answered.run();
              traces.called(record, now, clock.instant(), known);
            });
    rest(operation);
  }

  private void replied(LiveOperation operation, Outcome<List<Instance>> outcome, Cloud cloud) {
    writer.apply(
        operation,
        new Stimulus.Replied(outcome, cloud),
        () -> {
          ended(operation);
          goOn(operation);
        });
  }

  private void ended(LiveOperation operation) {
    if (operation.calling()) {
      operation.calling(false);
      underWay.end();
    }
  }

  /**
   * The end of a call. That of a create is counted from its intent, so that whoever reads the
   * journal later knows when the cloud is done with it.
   */
  private static Instant deadline(OperationRecord record, Instant otherwise, Duration callTimeout) {
    Instant sentAt = record.sentAt();
    return record.next() == Call.CREATE && sentAt != null ? sentAt.plus(callTimeout) : otherwise;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private Optional<Claim> claim(LiveOperation operation) {
    return claims.claim(operation.machine().tenant(), operation.machine().id());
  }

  private boolean lasts(Claim claim) {
    return claim.leaseUntil().isAfter(clock.instant().plus(SHORTEST_LEASE));
  }

  private static Outcome<List<Instance>> notSent(String reason) {
    return new Outcome.Failed<>(
        ProviderError.of(Category.UNAVAILABLE, reason + ", so the call was not sent"));
  }

  private static Executor guarded(Executor executor) {
    return task -> {
      try {
        executor.execute(
            () -> {
              try {
                task.run();
              } catch (RuntimeException e) {
                LOG.error("defect in the engine", e);
              }
            });
      } catch (RejectedExecutionException e) {
        LOG.debug("engine task refused because of shutdown");
      }
    };
  }
}
