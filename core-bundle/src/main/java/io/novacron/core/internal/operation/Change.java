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
  private @Nullable String observedBy;
  private String observedDrift = "";

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

  /**
   * It was found at the cloud, and no operation has done it.
   *
   * @param by by which means, such as {@code list}
   * @param drift in what the machine now differs from what is wanted; empty for nothing
   */
  public Change observed(String by, String drift) {
    observedBy = Objects.requireNonNull(by, "by");
    observedDrift = Objects.requireNonNull(drift, "drift");
    return this;
  }

  /** By which means it was found at the cloud; absent for what an operation does. */
  @Nullable String observedBy() {
    return observedBy;
  }

  /** In what the machine differs from what is wanted, of a change that was found. */
  String observedDrift() {
    return observedDrift;
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
