package io.novacron.core.internal.operation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;

/**
 * Lets only so many calls to one account be under way at a time; the rest waits in the order of the
 * journal. What waits is bounded by the number of live operations, each of which waits at most
 * once. Safe for use by many threads.
 */
final class CallLanes {
  private final IntSupplier limit;
  private final Executor executor;
  private final Map<String, Lane> lanes = new HashMap<>();

  /**
   * Makes lanes.
   *
   * @param limit most calls to one account at a time, asked anew for each
   * @param executor runs those whose turn has come
   */
  CallLanes(IntSupplier limit, Executor executor) {
    this.limit = limit;
    this.executor = executor;
  }

  /**
   * Waits for a turn.
   *
   * @param account account to call
   * @param operation id of the operation, which decides the order
   * @param turn runs on the executor when the turn has come; must be followed by {@link #leave}
   */
  void enter(String account, String operation, Runnable turn) {
    synchronized (lanes) {
      Lane lane = lanes.computeIfAbsent(account, name -> new Lane());
      if (lane.inFlight >= limit.getAsInt()) {
        lane.waiting.add(new Waiting(operation, turn));
        return;
      }
      lane.inFlight++;
    }
    executor.execute(turn);
  }

  /** A call to the account has ended. */
  void leave(String account) {
    List<Runnable> turns = new ArrayList<>();
    synchronized (lanes) {
      Lane lane = lanes.get(account);
      if (lane == null) {
        return;
      }
      lane.inFlight--;
      while (lane.inFlight < limit.getAsInt() && !lane.waiting.isEmpty()) {
        lane.inFlight++;
        turns.add(lane.waiting.remove().turn);
      }
      if (lane.inFlight == 0) {
        lanes.remove(account);
      }
    }
    turns.forEach(executor::execute);
  }

  private static final class Lane {
    int inFlight;
    final PriorityQueue<Waiting> waiting =
        new PriorityQueue<>(Comparator.comparing(Waiting::operation));
  }

  private record Waiting(String operation, Runnable turn) {}
}
