package io.novacron.core.internal.simulation;

import io.novacron.core.internal.time.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;

/**
 * Time that jumps from one planned task to the next, with processes that can be killed, and paused
 * as a machine does that is starved or moved. Tasks that are ready at the same moment run in an
 * order that chance decides, as threads would. Single-threaded.
 */
final class VirtualTime extends Clock {
  private static final Duration LONGEST_WAIT_FOR_A_THREAD = Duration.ofNanos(400_000);

  private final PriorityQueue<Planned> planned =
      new PriorityQueue<>(Comparator.comparing(Planned::at).thenComparing(Planned::number));
  private final Chance chance;
  private Instant now = Instant.parse("2026-11-23T10:00:00Z");
  private long number;

  VirtualTime(Chance chance) {
    this.chance = chance;
  }

  /** A new process. */
  Process process() {
    return new Process();
  }

  /**
   * Runs the next task.
   *
   * @return false when there is none until the limit; it is the limit then
   */
  boolean step(Instant limit) {
    Planned next = planned.peek();
    if (next == null || next.at.isAfter(limit)) {
      now = limit;
      return false;
    }
    planned.remove();
    now = next.at;
    next.process.run(next.task);
    return true;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  private record Planned(Instant at, long number, Process process, Runnable task) {}

  /** The threads and timers of one process. */
  final class Process implements Timer, Executor {
    private boolean alive = true;
    private Instant pausedUntil = Instant.MIN;

    /** Ends it as a kill does: nothing of it runs any more. */
    void kill() {
      alive = false;
    }

    boolean alive() {
      return alive;
    }

    /** Nothing of it runs for a while; what falls due meanwhile runs late. */
    void pause(Duration length) {
      pausedUntil = now.plus(length);
    }

    @Override
    public void execute(Runnable task) {
      after(chance.between(Duration.ZERO, LONGEST_WAIT_FOR_A_THREAD), task);
    }

    @Override
    public Cancellation after(Duration delay, Runnable task) {
      boolean[] cancelled = {false};
      plan(
          now.plus(delay.isNegative() ? Duration.ZERO : delay),
          () -> {
            if (!cancelled[0]) {
              task.run();
            }
          });
      return () -> cancelled[0] = true;
    }

    private void plan(Instant at, Runnable task) {
      planned.add(new Planned(at, number++, this, task));
    }

    private void run(Runnable task) {
      if (!alive) {
        return;
      }
      if (now.isBefore(pausedUntil)) {
        plan(pausedUntil, task);
        return;
      }
      task.run();
    }
  }
}
