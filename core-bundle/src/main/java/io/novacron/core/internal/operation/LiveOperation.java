package io.novacron.core.internal.operation;

import io.novacron.api.machine.Machine;
import io.novacron.core.internal.traffic.PendingCall;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An operation that this node works on. At any time at most one thing is done for it; what arrives
 * meanwhile (an answer, the end of a wait, a request to cancel) is done after it, so the fields
 * that say where it is need no lock. While nothing is done, it waits: for a timer, its turn, its
 * provider, or the answer to a call. A wait that a request has cut short is over, and what comes of
 * it later is ignored.
 */
final class LiveOperation {
  private final CompletableFuture<Void> left = new CompletableFuture<>();
  private volatile OperationRecord record;
  private volatile Machine machine;
  private volatile boolean calling;
  private volatile @Nullable PendingCall pending;
  private @Nullable Queue<Runnable> inbox;
  private boolean busy;
  private long wait;

  LiveOperation(OperationRecord record, Machine machine) {
    this.record = record;
    this.machine = machine;
  }

  String id() {
    return record.id();
  }

  String account() {
    return record.place().account();
  }

  OperationRecord record() {
    return record;
  }

  Machine machine() {
    return machine;
  }

  void replace(OperationRecord newRecord) {
    record = newRecord;
  }

  void replace(Machine newMachine) {
    machine = newMachine;
  }

  /** Whether a call was begun whose answer is not recorded yet. */
  boolean calling() {
    return calling;
  }

  void calling(boolean value) {
    calling = value;
  }

  /** The call that waits for its turn, or is under way, or was the last. */
  @Nullable PendingCall pending() {
    return pending;
  }

  void pending(PendingCall value) {
    pending = value;
  }

  /**
   * Asks to do something for it.
   *
   * @return whether the caller has to do it now; else it is done after what is being done
   */
  synchronized boolean begin(Runnable work) {
    if (!busy) {
      busy = true;
      return true;
    }
    if (inbox == null) {
      inbox = new ArrayDeque<>(2);
    }
    inbox.add(work);
    return false;
  }

  /** What was being done has ended; gives what is to be done next, if anything. */
  synchronized @Nullable Runnable end() {
    Runnable next = inbox == null ? null : inbox.poll();
    if (next == null) {
      busy = false;
      inbox = null;
    }
    return next;
  }

  /** Begins a wait, which ends the former one; gives its number. */
  synchronized long beginWait() {
    return ++wait;
  }

  /** Whether the wait of this number is the one under way. */
  synchronized boolean waits(long number) {
    return wait == number;
  }

  /** Completes when this node no longer works on it. */
  CompletableFuture<Void> left() {
    return left;
  }
}
