package io.novacron.provider.simulator.internal;

import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.OwnerTag;
import io.novacron.provider.simulator.internal.Ruling.Refused;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One simulated cloud, as one account sees it. What it decides is what its log says: a change is
 * applied in memory and queued for the log under one lock, and every answer waits until all it may
 * tell of is on disk. No lock is held over I/O. Safe for use by many threads.
 */
final class SimulatedCloud implements AutoCloseable {
  private static final Duration LONGEST_POLL = Duration.ofSeconds(5);
  private static final Duration SHORTEST_POLL = Duration.ofMillis(20);

  private final CloudStyle style;
  private final SimulatorSettings settings;
  private final Clock clock;
  private final Admission admission;
  private final MachineMaker maker;
  private final LogFile file;
  private final TransitionLog log;
  private final Settlement settlement;
  private final Object lock = new Object();
  private Fleet fleet;

  /**
   * Makes a cloud from what its log said.
   *
   * @param fleet what the log said
   * @param file the log, which is closed with this
   */
  SimulatedCloud(
      String account,
      CloudStyle style,
      SimulatorSettings settings,
      Admission admission,
      Clock clock,
      Timers timers,
      Faults faults,
      Fleet fleet,
      LogFile file) {
    this.style = style;
    this.settings = settings;
    this.clock = clock;
    this.admission = admission;
    this.maker = new MachineMaker(account, style, settings.seed());
    this.fleet = fleet;
    this.file = file;
    this.settlement = new Settlement(clock, settings, timers, faults, this::settle);
    this.log = new TransitionLog(account, file, this::rollBack);
    synchronized (lock) {
      settlement.resume(fleet);
    }
  }

  /** Makes a machine, or finds the one that the token has made. */
  Effect<Ruling> create(CallContext context, InstanceRequest request, @Nullable String stuckBy) {
    String token = context.idempotencyToken();
    synchronized (lock) {
      SimulatedMachine earlier = fleet.byToken(token);
      if (earlier != null) {
        return earlier.facts().shape().equals(RequestShape.digest(request))
            ? now(standing(earlier))
            : refuse(
                Refusal.TOKEN_CONFLICT,
                "The token was used before with another request, for " + earlier.reference() + ".",
                "machine " + earlier.reference());
      }
      Draw chance = Draw.of(settings.seed(), "zone", token);
      Admission.Verdict verdict = admission.admit(request, chance, fleet);
      if (verdict instanceof Admission.Verdict.Rejected rejected) {
        return now(rejected.refused());
      }
      if (!log.hasRoom()) {
        return overloaded();
      }
      var admitted = (Admission.Verdict.Admitted) verdict;
      MachineFacts facts = maker.make(request, token, admitted, fleet);
      settlement.hide(facts.reference());
      return begin(
          new Transition.Created(
              fleet.lastSequence() + 1,
              clock.instant(),
              facts,
              context.attempt(),
              settlement.millis(Phase.PENDING, facts.reference(), false)),
          facts.reference(),
          stuckBy);
    }
  }

  /** Starts a stopped machine. */
  Effect<Ruling> start(
      CallContext context, String region, String reference, @Nullable String stuckBy) {
    synchronized (lock) {
      SimulatedMachine machine = existing(region, reference);
      if (machine == null) {
        return now(new Ruling.Absent());
      }
      return switch (machine.phase()) {
        case RUNNING, PENDING, STARTING -> now(standing(machine));
        case STOPPED -> {
          Refused refused = admission.checkStart(machine.facts(), fleet);
          yield refused == null
              ? move(context, machine, Phase.STARTING, false, stuckBy)
              : now(refused);
        }
        case STOPPING, DELETING, DELETED ->
            wrongState(machine, "Only a stopped machine can be started.");
      };
    }
  }

  /** Stops a running machine. */
  Effect<Ruling> stop(
      CallContext context,
      String region,
      String reference,
      boolean force,
      @Nullable String stuckBy) {
    synchronized (lock) {
      SimulatedMachine machine = existing(region, reference);
      if (machine == null) {
        return now(new Ruling.Absent());
      }
      return switch (machine.phase()) {
        case STOPPED, STOPPING -> now(standing(machine));
        case RUNNING -> move(context, machine, Phase.STOPPING, force, stuckBy);
        case PENDING, STARTING, DELETING, DELETED ->
            wrongState(machine, "Only a running machine can be stopped.");
      };
    }
  }

  /** Deletes a machine, whatever it is doing. */
  Effect<Ruling> delete(
      CallContext context, String region, String reference, @Nullable String stuckBy) {
    synchronized (lock) {
      SimulatedMachine machine = existing(region, reference);
      if (machine == null) {
        return now(new Ruling.Absent());
      }
      return switch (machine.phase()) {
        case DELETING, DELETED -> now(standing(machine));
        case PENDING, RUNNING, STOPPING, STOPPED, STARTING ->
            move(context, machine, Phase.DELETING, false, stuckBy);
      };
    }
  }

  /** Tells whether the phase that a handle stands for is over. */
  Effect<Ruling> poll(String region, String handle) {
    int colon = handle.indexOf(':');
    synchronized (lock) {
      SimulatedMachine machine = existing(region, handle.substring(colon + 1));
      if (colon < 0 || machine == null) {
        return now(new Ruling.Absent());
      }
      return now(machine.handle().equals(handle) ? standing(machine) : new Ruling.Settled(machine));
    }
  }

  /** One machine, if it can be seen. */
  Effect<Optional<SimulatedMachine>> describe(String region, String reference) {
    synchronized (lock) {
      return now(Optional.ofNullable(existing(region, reference)).filter(this::shown));
    }
  }

  /** The machines made with a token that can be seen. */
  Effect<List<SimulatedMachine>> findByToken(String region, String token) {
    synchronized (lock) {
      return now(shown(region, Stream.ofNullable(fleet.byToken(token))));
    }
  }

  /** The machines with an owner tag that can be seen. */
  Effect<List<SimulatedMachine>> findByOwner(String region, OwnerTag owner) {
    synchronized (lock) {
      return now(shown(region, fleet.byOwner(owner).stream()));
    }
  }

  /** The machines of a region that can be seen, in the order in which they were made. */
  Effect<MachinePage> list(String region, long after, int limit) {
    List<SimulatedMachine> page = new ArrayList<>();
    List<SimulatedMachine> gone = new ArrayList<>();
    synchronized (lock) {
      Iterator<SimulatedMachine> all = fleet.createdAfter(region, after).iterator();
      while (all.hasNext() && page.size() <= limit) {
        SimulatedMachine machine = all.next();
        if (shown(machine)) {
          page.add(machine);
        } else if (machine.phase() == Phase.DELETED) {
          gone.add(machine);
        }
      }
      gone.forEach(fleet::unlist);
      boolean more = page.size() > limit;
      List<SimulatedMachine> machines = more ? page.subList(0, limit) : page;
      return now(new MachinePage(machines, more ? machines.get(limit - 1).created() : null));
    }
  }

  /** Why nothing can be changed now, absent when it can. */
  @Nullable String failure() {
    return log.failure();
  }

  /** Lets what a fault held up go on. */
  void cleared(String fault) {
    synchronized (lock) {
      settlement.cleared(fault, fleet);
    }
  }

  /** Writes what is queued and lets go of the log. */
  @Override
  public void close() {
    log.close();
  }

  private Effect<Ruling> move(
      CallContext context,
      SimulatedMachine machine,
      Phase phase,
      boolean force,
      @Nullable String stuckBy) {
    if (!log.hasRoom()) {
      return overloaded();
    }
    settlement.unstick(machine.reference());
    return begin(
        new Transition.Moved(
            fleet.lastSequence() + 1,
            clock.instant(),
            machine.reference(),
            phase,
            context.operation(),
            context.attempt(),
            settlement.millis(phase, machine.reference(), force)),
        machine.reference(),
        stuckBy);
  }

  private Effect<Ruling> begin(Transition transition, String reference, @Nullable String stuckBy) {
    SimulatedMachine machine = apply(transition, reference);
    List<Transition> transitions = new ArrayList<>(List.of(transition));
    if (stuckBy != null) {
      settlement.stick(reference, stuckBy);
    }
    if (!settlement.stuck(reference)) {
      if (machine.settleMillis() == 0) {
        Transition end = end(machine);
        transitions.add(end);
        machine = apply(end, reference);
      } else {
        settlement.arm(machine);
      }
    }
    return new Effect<>(standing(machine), log.submit(transitions), true);
  }

  private void settle(String reference, long transition) {
    synchronized (lock) {
      SimulatedMachine machine = fleet.byReference(reference);
      if (machine == null || machine.transition() != transition || !machine.phase().moving()) {
        return;
      }
      // While the log cannot be written, nothing settles; going back to the file arms all timers
      // again.
      if (settlement.stuck(reference) || log.failure() != null) {
        return;
      }
      if (log.hasRoom()) {
        Transition end = end(machine);
        apply(end, reference);
        var unused = log.submit(List.of(end));
      } else {
        settlement.armAgain(machine);
      }
    }
  }

  private Transition end(SimulatedMachine machine) {
    return new Transition.Moved(
        fleet.lastSequence() + 1,
        clock.instant(),
        machine.reference(),
        machine.phase().settlesTo(),
        "",
        0,
        0);
  }

  private SimulatedMachine apply(Transition transition, String reference) {
    fleet.apply(transition);
    SimulatedMachine machine = fleet.byReference(reference);
    if (machine == null) {
      throw new IllegalStateException(reference + " is lost");
    }
    return machine;
  }

  private void rollBack() throws IOException {
    Fleet onDisk = new Fleet();
    file.replay(style.cloud(), onDisk::apply);
    synchronized (lock) {
      fleet = onDisk;
      log.resume();
      settlement.resume(fleet);
    }
  }

  private @Nullable SimulatedMachine existing(String region, String reference) {
    SimulatedMachine machine = fleet.byReference(reference);
    return machine != null && machine.facts().region().equals(region) ? machine : null;
  }

  private List<SimulatedMachine> shown(String region, Stream<SimulatedMachine> machines) {
    return machines
        .filter(machine -> machine.facts().region().equals(region) && shown(machine))
        .toList();
  }

  private boolean shown(SimulatedMachine machine) {
    if (settlement.hidden(machine.reference())) {
      return false;
    }
    return machine.phase() != Phase.DELETED
        || (style.showsDeleted()
            && machine
                .since()
                .plusSeconds(settings.deletedShownSeconds())
                .isAfter(clock.instant()));
  }

  private Ruling standing(SimulatedMachine machine) {
    if (!machine.phase().moving()) {
      return new Ruling.Settled(machine);
    }
    long left = machine.remainingMillis(clock.instant()) + SHORTEST_POLL.toMillis();
    boolean stuck = settlement.stuck(machine.reference());
    return new Ruling.Moving(
        machine,
        Duration.ofMillis(Math.min(left, LONGEST_POLL.toMillis()))
            .plus(stuck ? Duration.ofSeconds(1) : Duration.ZERO));
  }

  private Effect<Ruling> wrongState(SimulatedMachine machine, String rule) {
    return refuse(
        Refusal.WRONG_STATE,
        machine.reference() + " is " + style.word(machine.phase()) + ". " + rule,
        "machine " + machine.reference());
  }

  private Effect<Ruling> overloaded() {
    return refuse(Refusal.THROTTLED, "Too many changes wait to be made.", null);
  }

  private Effect<Ruling> refuse(Refusal refusal, String message, @Nullable String scope) {
    return now(Refused.of(refusal, message, scope));
  }

  private <T> Effect<T> now(T value) {
    return new Effect<>(value, log.barrier(), false);
  }
}
