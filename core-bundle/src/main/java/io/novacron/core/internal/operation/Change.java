package io.novacron.core.internal.operation;

import io.novacron.api.machine.Machine;
import io.novacron.api.operation.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction does to a machine and to operations, as they were and as they will be.
 * Values that will be are given as they are written: with the revision that they are written over.
 */
public final class Change {
  private final Instant at;
  private final List<OperationChange> operations = new ArrayList<>();
  private @Nullable Machine machineBefore;
  private @Nullable Machine machine;

  private Change(Instant at) {
    this.at = at;
  }

  /** Begins with nothing, at a time. */
  public static Change at(Instant time) {
    return new Change(Objects.requireNonNull(time, "time"));
  }

  /**
   * The machine that it is about.
   *
   * @param before as it was; absent for a new one
   * @param after as it will be; the same when it does not change
   */
  public Change machine(@Nullable Machine before, Machine after) {
    machineBefore = before;
    machine = Objects.requireNonNull(after, "after");
    return this;
  }

  /**
   * An operation; there may be several.
   *
   * @param before as it was; absent for a new one
   * @param after as it will be
   */
  public Change operation(@Nullable Operation before, Operation after) {
    operations.add(new OperationChange(before, after));
    return this;
  }

  Instant at() {
    return at;
  }

  /** The machine as it was; absent for a new one, or where none is concerned. */
  public @Nullable Machine machineBefore() {
    return machineBefore;
  }

  /** The machine as it will be, with the revision that it is written over. */
  public @Nullable Machine machine() {
    return machine;
  }

  /** What becomes of operations. */
  public List<OperationChange> operations() {
    return operations;
  }

  /**
   * What becomes of one operation.
   *
   * @param before as it was; absent for a new one
   * @param after as it will be
   */
  public record OperationChange(@Nullable Operation before, Operation after) {
    public OperationChange {
      Objects.requireNonNull(after, "after");
    }
  }
}
