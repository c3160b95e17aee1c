package io.novacron.core.internal.operation;

import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationState;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Exact counts of operations since this process began. Safe for use by many threads. */
public final class OperationCounts {
  private final Map<OperationKind, LongAdder> accepted = new EnumMap<>(OperationKind.class);
  private final Map<OperationKind, LongAdder> succeeded = new EnumMap<>(OperationKind.class);
  private final Map<OperationKind, LongAdder> failed = new EnumMap<>(OperationKind.class);
  private final LongAdder asked = new LongAdder();
  private final AtomicInteger live = new AtomicInteger();

  public OperationCounts() {
    for (OperationKind kind : OperationKind.values()) {
      accepted.put(kind, new LongAdder());
      succeeded.put(kind, new LongAdder());
      failed.put(kind, new LongAdder());
    }
  }

  /** An operation was recorded for the first time. */
  public void countAccepted(OperationKind kind) {
    of(accepted, kind).increment();
  }

  /** An operation has a new state. */
  public void countChange(OperationState before, Operation after) {
    if (before != after.state() && after.state() == OperationState.UNKNOWN_OUTCOME) {
      asked.increment();
    }
    countDone(after);
  }

  /** An operation was recorded, as done if it is. */
  public void countDone(Operation after) {
    if (after.state() == OperationState.SUCCEEDED) {
      of(succeeded, after.kind()).increment();
    } else if (after.done()) {
      of(failed, after.kind()).increment();
    }
  }

  void setLive(int count) {
    live.set(count);
  }

  /** Operations recorded. */
  public long accepted(OperationKind kind) {
    return of(accepted, kind).sum();
  }

  /** Operations that succeeded. */
  public long succeeded(OperationKind kind) {
    return of(succeeded, kind).sum();
  }

  /** Operations that failed or were cancelled. */
  public long failed(OperationKind kind) {
    return of(failed, kind).sum();
  }

  /** How often an outcome was unknown, so that a cloud was asked. */
  public long unknownOutcomes() {
    return asked.sum();
  }

  /** Operations that this node works on now. */
  public int live() {
    return live.get();
  }

  private static LongAdder of(Map<OperationKind, LongAdder> counts, OperationKind kind) {
    return Objects.requireNonNull(counts.get(kind), "kind");
  }
}
