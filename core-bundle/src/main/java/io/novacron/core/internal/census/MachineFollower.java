package io.novacron.core.internal.census;

import io.novacron.api.machine.Machine;
import io.novacron.api.operation.Operation;
import io.novacron.core.internal.operation.Change;
import io.novacron.core.internal.operation.ChangeListener;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Knows something of all machines: those that the store has when it begins to follow, and then each
 * change of one. Safe for use by many threads; nothing waits.
 */
public abstract class MachineFollower implements ChangeListener {
  private final Set<Doubt> doubts = ConcurrentHashMap.newKeySet();
  private volatile boolean following;
  private volatile boolean complete;
  private volatile @Nullable Supplier<CompletionStage<Void>> counter;

  /** Whether there is a reason to follow machines. */
  protected abstract boolean wanted();

  /**
   * A machine as the store has it.
   *
   * @param revision revision of its record; an older one than known must change nothing
   * @param ended ids of operations that have ended with this
   */
  protected abstract void know(Machine machine, long revision, Set<String> ended);

  /** Operations of a machine have ended, and its record stays as it is. */
  protected abstract void ended(String tenant, String machine, Set<String> operations);

  /** The store certainly has no machine of an id. */
  protected abstract void absent(String tenant, String machine);

  /** Forgets all machines. */
  protected abstract void clear();

  /**
   * Whether what is gone for good may be forgotten: nothing older can be told of it any more, as
   * all machines have been read and no write of this one is in doubt.
   */
  protected final boolean mayForget(String tenant, String machine) {
    return complete && !doubts.contains(new Doubt(tenant, machine));
  }

  /** Whether all machines are known. */
  public final boolean isComplete() {
    return complete;
  }

  /**
   * Completes when all machines are known, for which they are read where they are not; fails when
   * they cannot be read now.
   */
  public final CompletionStage<Void> completed() {
    Supplier<CompletionStage<Void>> work = counter;
    return work == null
        ? CompletableFuture.failedFuture(new IllegalStateException("there is no state store"))
        : work.get();
  }

  @Override
  public final void committed(Change change) {
    Machine machine = change.machine();
    if (machine == null || !following) {
      return;
    }
    Set<String> ended =
        change.operations().stream()
            .map(Change.OperationChange::after)
            .filter(Operation::done)
            .map(Operation::id)
            .collect(Collectors.toSet());
    if (change.machineBefore() == null || !machine.equals(change.machineBefore())) {
      know(machine, machine.revision() + 1, ended);
    } else if (!ended.isEmpty()) {
      ended(machine.tenant(), machine.id(), ended);
    }
  }

  @Override
  public final void doubtful(Change change) {
    Machine machine = change.machine();
    if (machine != null && following) {
      doubts.add(new Doubt(machine.tenant(), machine.id()));
    }
  }

  final void learn(Machine machine) {
    if (following) {
      know(machine, machine.revision(), Set.of());
    }
  }

  final void countBy(@Nullable Supplier<CompletionStage<Void>> work) {
    counter = work;
  }

  final void follow() {
    following = true;
  }

  final void complete() {
    complete = true;
  }

  final void forget() {
    complete = false;
    following = false;
    doubts.clear();
    clear();
  }

  final List<Doubt> doubts() {
    return List.copyOf(doubts);
  }

  final void settle(Doubt doubt, boolean there) {
    doubts.remove(doubt);
    if (!there) {
      absent(doubt.tenant, doubt.machine);
    }
  }

  /** A machine whose last write may or may not have been applied. */
  record Doubt(String tenant, String machine) {}
}
