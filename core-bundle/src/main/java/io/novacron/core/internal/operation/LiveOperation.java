package io.novacron.core.internal.operation;

import io.novacron.api.machine.Machine;
import java.util.concurrent.CompletableFuture;

/**
 * An operation that this node works on. At any time at most one thing is under way for it: a timer,
 * a wait for its turn, a call, or a write; what follows runs after it, so its fields need no lock.
 */
final class LiveOperation {
  private final CompletableFuture<Void> left = new CompletableFuture<>();
  private volatile OperationRecord record;
  private volatile Machine machine;
  private volatile boolean calling;

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

  /** Completes when this node no longer works on it. */
  CompletableFuture<Void> left() {
    return left;
  }
}
