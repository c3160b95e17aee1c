package io.novacron.core.internal.traffic;

import io.novacron.api.operation.WaitingFor;
import io.novacron.api.provider.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A call from its wait for a turn to its reply. Safe for use by many threads. Once its turn has
 * come, either {@link #replied} or {@link #notSent} must follow; what comes after the first of them
 * is ignored.
 */
public final class PendingCall {
  private final AccountTraffic traffic;
  private final CallTicket ticket;
  private final Consumer<PendingCall> turn;
  private final Instant since;
  // Guarded by the lock of the account's traffic.
  private State state = State.NEW;
  private Instant takenAt;
  private long number;
  private Duration shutBefore = Duration.ZERO;
  private Duration waited = Duration.ZERO;

  PendingCall(
      AccountTraffic traffic, CallTicket ticket, Consumer<PendingCall> turn, Instant since) {
    this.traffic = traffic;
    this.ticket = ticket;
    this.turn = turn;
    this.since = since;
    takenAt = since;
  }

  /**
   * Waits for its turn, which runs on the executor. To be called once.
   *
   * @return false when too many wait in its lane; then it does not wait, and its turn never comes
   */
  public boolean enter() {
    return traffic.enter(this);
  }

  /**
   * Takes it out of its lane.
   *
   * @return true when it still waited, so that its turn never comes; false when its turn had come
   */
  public boolean withdraw() {
    return traffic.withdraw(this);
  }

  /** The call was made and this came of it. */
  public void replied(Outcome<?> outcome) {
    traffic.replied(this, Reply.of(outcome));
  }

  /** The call was not made, although its turn had come; also ends a wait for its turn. */
  public void notSent() {
    traffic.notSent(this);
  }

  /** What it waits for; empty when it does not wait. */
  public Optional<WaitingFor> waitingFor() {
    return traffic.waitingFor(this);
  }

  /**
   * How long it waited for its turn, without the time in which the cloud was held to be down; zero
   * until its turn comes.
   */
  public Duration waited() {
    return waited;
  }

  CallTicket ticket() {
    return ticket;
  }

  Instant since() {
    return since;
  }

  State state() {
    return state;
  }

  void state(State value) {
    state = value;
  }

  Instant takenAt() {
    return takenAt;
  }

  void takenAt(Instant value) {
    takenAt = value;
  }

  /** Decides between calls of one tenant and of the same order. */
  long number() {
    return number;
  }

  void number(long value) {
    number = value;
  }

  /** For how long the breaker had been open before it entered. */
  Duration shutBefore() {
    return shutBefore;
  }

  void shutBefore(Duration value) {
    shutBefore = value;
  }

  void waited(Duration value) {
    waited = value;
  }

  void run() {
    turn.accept(this);
  }

  /** Where it is. */
  enum State {
    NEW,
    WAITING,
    TAKEN,
    ENDED
  }
}
