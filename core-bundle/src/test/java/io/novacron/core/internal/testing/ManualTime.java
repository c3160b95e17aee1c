package io.novacron.core.internal.testing;

import io.novacron.core.internal.time.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Time that passes only when a test lets it, with the tasks and timers of several processes, each
 * of which can be killed. Single-threaded.
 */
public final class ManualTime extends Clock {
  private final Queue<Runnable> ready = new ArrayDeque<>();
  private final PriorityQueue<Planned> planned =
      new PriorityQueue<>(Comparator.comparing(Planned::at).thenComparing(Planned::number));
  private Instant now = Instant.parse("2026-11-23T10:00:00Z");
  private long number;

  /** A new process: what it plans is forgotten when it is killed. */
  public Process process() {
    return new Process();
  }

  /** Runs what is ready, and lets time pass with what falls due in it. */
  public void advance(Duration duration) {
    Instant end = now.plus(duration);
    runReady();
    while (!planned.isEmpty() && !planned.peek().at.isAfter(end)) {
      next();
      runReady();
    }
    now = end;
  }

  /** Lets time jump from timer to timer until the condition holds. */
  public void until(BooleanSupplier condition, Duration limit) {
    Instant end = now.plus(limit);
    runReady();
    while (!condition.getAsBoolean()) {
      if (planned.isEmpty() || planned.peek().at.isAfter(end)) {
        throw new AssertionError("not so within " + limit + " of manual time, at " + now);
      }
      next();
      runReady();
    }
  }

  /** Runs all tasks that wait for no time. */
  public void runReady() {
    for (Runnable task = ready.poll(); task != null; task = ready.poll()) {
      task.run();
    }
  }

  private void next() {
    Planned timer = planned.remove();
    if (timer.at.isAfter(now)) {
      now = timer.at;
    }
    ready.add(timer.task);
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

  /** How many timers are set that were not taken back. */
  public long pending() {
    return planned.stream().filter(timer -> !timer.cancelled[0]).count();
  }

  private record Planned(Instant at, long number, boolean[] cancelled, Runnable task) {}

  /** The threads and timers of one process. */
  public final class Process implements Timer, Executor {
    private boolean alive = true;

    /** Ends it as a kill does: nothing of it runs any more. */
    public void kill() {
      alive = false;
    }

    /** Whether it was not killed. */
    public boolean alive() {
      return alive;
    }

    @Override
    public void execute(Runnable task) {
      ready.add(() -> runAlive(task));
    }

    @Override
    public Cancellation after(Duration delay, Runnable task) {
      boolean[] cancelled = {false};
      Duration positive = delay.isNegative() ? Duration.ZERO : delay;
      planned.add(
          new Planned(
              now.plus(positive),
              number++,
              cancelled,
              () -> {
                if (!cancelled[0]) {
                  runAlive(task);
                }
              }));
      return () -> cancelled[0] = true;
    }

    private void runAlive(Runnable task) {
      if (alive) {
        task.run();
      }
    }
  }
}
