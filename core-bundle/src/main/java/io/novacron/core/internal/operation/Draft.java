package io.novacron.core.internal.operation;

import io.novacron.api.error.Problem;
import io.novacron.api.machine.Condition;
import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationState;
import io.novacron.api.operation.Step;
import io.novacron.api.operation.WaitingFor;
import io.novacron.api.provider.Instance;
import io.novacron.core.internal.time.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next version of an operation while the rules write it. Used by one thread for one transition.
 */
final class Draft {
  final OperationRecord before;
  final Instant now;
  final StepList steps;
  OperationState state;
  @Nullable Problem error;
  @Nullable WaitingFor waitingFor;
  Call next;
  boolean begun;
  @Nullable Instant dueAt;
  Instant deadline;
  int sends;
  int failures;
  @Nullable Instant sentAt;
  boolean unresolved;
  @Nullable String reference;
  @Nullable String handle;
  @Nullable Problem verdict;
  List<String> duplicates;
  boolean cancelRequested;
  @Nullable Cancellation cancellation;
  String token;
  Place place;
  @Nullable PlacesTried places;
  @Nullable Relocation relocation;
  @Nullable MachineChange change;
  boolean durable = true;

  private @Nullable String owner;
  private @Nullable String result;
  private @Nullable Instant endedAt;
  private double progress;

  Draft(OperationRecord before, Instant now) {
    Operation operation = before.operation();
    this.before = before;
    this.now = now;
    steps = new StepList(operation.steps());
    state = operation.state();
    error = operation.error();
    waitingFor = operation.waitingFor();
    owner = operation.owner();
    result = operation.result();
    endedAt = operation.endedAt();
    progress = operation.progress();
    next = before.next();
    begun = before.begun();
    dueAt = before.dueAt();
    deadline = before.deadline();
    sends = before.sends();
    failures = before.failures();
    sentAt = before.sentAt();
    unresolved = before.unresolved();
    reference = before.reference();
    handle = before.handle();
    verdict = before.verdict();
    duplicates = before.duplicates();
    cancelRequested = operation.cancelRequested();
    cancellation = before.cancellation();
    token = before.token();
    place = before.place();
    places = before.places();
  }

  OperationKind kind() {
    return before.operation().kind();
  }

  /** Whether a failure now ends the operation instead of leading to another attempt. */
  boolean late() {
    return now.isAfter(deadline);
  }

  /** The next call is about to be made by this node. */
  void begin(String node) {
    begun = true;
    owner = node;
    state = OperationState.RUNNING;
    waitingFor = null;
    dueAt = null;
    progress = Math.max(progress, 0.2);
  }

  /** Another call is next, after a pause. */
  void goOn(Call call, Duration pause) {
    next = call;
    begun = false;
    dueAt = pause.isZero() || pause.isNegative() ? null : now.plus(pause);
  }

  /** Another call is next, not before a moment. */
  void goOn(Call call, Instant earliest) {
    goOn(call, Duration.between(now, earliest));
  }

  /** The same call comes again after a pause that grows, because of a failure that passes. */
  void again(Problem problem) {
    failures++;
    goOn(next, Backoff.after(before.id(), failures, problem.retryAfter()));
    error = problem;
    waitFor(WaitingFor.Kind.RETRY, dueAt);
  }

  /**
   * A call that the cloud is done with has not changed the machine: it is sent again, each time
   * after a longer pause, since what the cloud shows may be older than what it has begun.
   *
   * @param sent how often it was sent already
   */
  void sendAgain(Call call, int sent) {
    failures = 0;
    error = null;
    state = OperationState.RUNNING;
    goOn(call, Backoff.after(before.id(), Math.max(1, sent), null));
    waitFor(WaitingFor.Kind.RETRY, dueAt);
  }

  /** Tells what is waited for; since when stays while it is the same thing. */
  void waitFor(WaitingFor.Kind kind, @Nullable Instant until) {
    Instant since = waitingFor != null && waitingFor.kind() == kind ? waitingFor.since() : now;
    waitingFor = new WaitingFor(kind, since, until);
  }

  /** The cloud works on it. */
  void accepted(String newHandle, @Nullable String newReference, Duration pollAfter) {
    handle = newHandle;
    reference = newReference == null ? reference : newReference;
    failures = 0;
    goOn(Call.POLL, pollAfter);
    waitFor(WaitingFor.Kind.PROVIDER, null);
    progress = Math.max(progress, 0.5);
  }

  /** The outcome of a call is not known; the cloud is asked by another. */
  void unknown(Call question) {
    unresolved = true;
    failures = 0;
    state = OperationState.UNKNOWN_OUTCOME;
    waitingFor = null;
    goOn(question, Duration.ZERO);
  }

  /** The operation is done, and well. */
  void succeed(MachineState machineState, @Nullable Instance seen) {
    end(OperationState.SUCCEEDED);
    result = before.operation().target();
    error = null;
    progress = 1;
    change =
        new MachineChange(
            machineState, reference, seen, null, true, null, before.arguments().resize());
  }

  /** The operation is done, and failed. */
  void fail(Problem problem, MachineState machineState, @Nullable Instance seen) {
    end(OperationState.FAILED);
    error = problem.toBuilder().operation(before.id()).build();
    steps.endIfOpen(Step.State.FAILED, problem.detail(), now);
    Condition condition =
        new Condition(
            MachineChange.OPERATION_FAILED, true, problem.category().name(), problem.detail(), now);
    change = new MachineChange(machineState, reference, seen, condition, false);
  }

  /**
   * The operation is done, because somebody asked for it to be cancelled.
   *
   * @param desired what is wanted of the machine now
   */
  void cancel(MachineState machineState, @Nullable DesiredState desired, @Nullable Instance seen) {
    end(OperationState.CANCELLED);
    error = null;
    change =
        new MachineChange(
            machineState, reference, seen, null, false, desired, before.arguments().resize());
  }

  /** Whether what the cancelled operation has made is being deleted again. */
  boolean cleaningUp() {
    return cancellation != null && cancellation.cleaningUp();
  }

  /** Another operation has taken its place; what it had begun is that one's business now. */
  void supersede(Problem problem) {
    end(OperationState.CANCELLED);
    error = problem.toBuilder().operation(before.id()).build();
    steps.endIfOpen(Step.State.FAILED, problem.detail(), now);
  }

  private void end(OperationState last) {
    places = places == null ? null : places.settled();
    state = last;
    endedAt = now;
    waitingFor = null;
    dueAt = null;
    begun = false;
    verdict = null;
  }

  /** Nothing happened that a later reader of the journal must know. */
  void volatileOnly() {
    durable = false;
  }

  Transition toTransition() {
    Operation operation =
        before.operation().toBuilder()
            .state(state)
            .progress(progress)
            .steps(steps.toList())
            .result(result)
            .error(error)
            .waitingFor(waitingFor)
            .cancelRequested(cancelRequested)
            .owner(owner)
            .endedAt(endedAt)
            .build();
    OperationRecord record =
        new OperationRecord(
            operation,
            token,
            before.owner(),
            before.origin(),
            before.arguments(),
            place,
            next,
            begun,
            dueAt,
            deadline,
            sends,
            failures,
            sentAt,
            unresolved,
            reference,
            handle,
            verdict,
            duplicates,
            // Whatever comes after its end, the create is never sent again.
            operation.done() ? null : before.userData(),
            before.former(),
            cancellation,
            places,
            before.traceparent());
    return new Transition(record, change, relocation, durable || change != null);
  }
}
