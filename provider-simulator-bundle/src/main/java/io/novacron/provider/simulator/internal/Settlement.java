package io.novacron.provider.simulator.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * What happens to machines by itself: a phase ends, a new machine comes into sight, unless a fault
 * holds it up. All methods but {@link #hidden} are called under the cloud's lock.
 */
final class Settlement {
  private final Clock clock;
  private final SimulatorSettings settings;
  private final Timers timers;
  private final Predicate<String> faultInForce;
  private final Settle settle;
  private final Map<String, String> faultByStuckReference = new HashMap<>();
  private final Set<String> hidden = ConcurrentHashMap.newKeySet();

  /** Ends the phase that a transition began, if it still lasts; called by a timer. */
  interface Settle {
    void end(String reference, long transition);
  }

  Settlement(
      Clock clock,
      SimulatorSettings settings,
      Timers timers,
      Predicate<String> faultInForce,
      Settle settle) {
    this.clock = clock;
    this.settings = settings;
    this.timers = timers;
    this.faultInForce = faultInForce;
    this.settle = settle;
  }

  /** How long a phase will last: about the setting for a new machine, half of it for the rest. */
  long millis(Phase phase, String reference, boolean forced) {
    double base = settings.provisioningMillis() * (phase == Phase.PENDING ? 1.0 : 0.5);
    double share = 0.5 + Draw.of(settings.seed(), "settle", reference, phase.wireName()).unit();
    return (long) (base * share * (forced ? 0.1 : 1.0));
  }

  /** Takes up all that was under way in a fleet. */
  void resume(Fleet fleet) {
    fleet.moving().forEach(this::arm);
    Instant now = clock.instant();
    long delay = settings.visibilityDelayMillis();
    for (SimulatedMachine machine : fleet.all()) {
      long left = delay - (now.toEpochMilli() - machine.createdAt().toEpochMilli());
      if (left > 0) {
        hide(machine.reference(), Math.min(left, delay));
      }
    }
  }

  /** Keeps a new machine out of sight for a while. */
  void hide(String reference) {
    if (settings.visibilityDelayMillis() > 0) {
      hide(reference, settings.visibilityDelayMillis());
    }
  }

  /** Whether a machine is too new to be seen. */
  boolean hidden(String reference) {
    return hidden.contains(reference);
  }

  /** Sees to it that the machine's phase ends. */
  void arm(SimulatedMachine machine) {
    later(
        machine.remainingMillis(clock.instant()),
        () -> settle.end(machine.reference(), machine.transition()));
  }

  /** Tries again shortly, when the log had no room. */
  void armAgain(SimulatedMachine machine) {
    later(100, () -> settle.end(machine.reference(), machine.transition()));
  }

  /** Holds a machine up until a fault is cleared. */
  void stick(String reference, String fault) {
    faultByStuckReference.put(reference, fault);
    if (!faultInForce.test(fault)) {
      faultByStuckReference.remove(reference);
    }
  }

  boolean stuck(String reference) {
    return faultByStuckReference.containsKey(reference);
  }

  /** A machine is no longer held up, because it left the phase. */
  void unstick(String reference) {
    faultByStuckReference.remove(reference);
  }

  /** Lets what a fault held up go on. */
  void cleared(String fault, Fleet fleet) {
    List<String> released =
        faultByStuckReference.entrySet().stream()
            .filter(entry -> entry.getValue().equals(fault))
            .map(Map.Entry::getKey)
            .toList();
    for (String reference : released) {
      faultByStuckReference.remove(reference);
      SimulatedMachine machine = fleet.byReference(reference);
      if (machine != null && machine.phase().moving()) {
        arm(machine);
      }
    }
  }

  private void hide(String reference, long millis) {
    hidden.add(reference);
    later(millis, () -> hidden.remove(reference));
  }

  private void later(long millis, Runnable task) {
    try {
      timers.after(millis, TimeUnit.MILLISECONDS, task);
    } catch (RejectedExecutionException e) {
      // The process is ending; the next one takes it up from the log.
    }
  }
}
