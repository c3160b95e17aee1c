package io.novacron.provider.simulator.internal;

import io.novacron.api.packing.PoolOccupancy;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.OwnerTag;
import io.novacron.provider.simulator.internal.Ruling.Refused;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One simulated cloud, as one account sees it. What it decides is what its log says: a change is
 * applied in memory and queued for the log under one lock, and every answer waits until all it may
 * tell of is on disk. No lock is held over I/O. Safe for use by many threads.
 */
public final class SimulatedCloud implements AutoCloseable {
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
  private final Sight sight;
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
      Predicate<String> faultInForce,
      Fleet fleet,
      LogFile file) {
    this.style = style;
    this.settings = settings;
    this.clock = clock;
    this.admission = admission;
    this.maker = new MachineMaker(account, style, settings.seed());
    this.fleet = fleet;
    this.file = file;
    this.settlement = new Settlement(clock, settings, timers, faultInForce, this::settle);
    this.sight = new Sight(style, settings, settlement, clock);
    this.log = new TransitionLog(account, file, this::rollBack);
    synchronized (lock) {
      settlement.resume(fleet);
    }
  }

  /** Makes a machine, or finds the one that the token has made. */
  Effect<Ruling> create(CallContext context, InstanceRequest request, @Nullable String stuckBy) {
    Map<String, String> tags = new HashMap<>(request.tags());
    tags.putAll(request.owner().toTags());
    return create(
        new Birth(
            context.idempotencyToken(),
            context.attempt(),
            request,
            RequestShape.digest(request),
            tags,
            Map.of(),
            facts -> List.of()),
        stuckBy);
  }

  /**
   * Makes a machine and its parts, all or nothing, or finds the one that the token has made.
   *
   * @param stuckBy id of the fault that holds it up; absent for none
   */
  public Effect<Ruling> create(Birth birth, @Nullable String stuckBy) {
    InstanceRequest request = birth.request();
    String token = birth.token();
    synchronized (lock) {
      SimulatedMachine earlier = fleet.byToken(token);
      if (earlier != null && remembers(earlier)) {
        return earlier.facts().shape().equals(birth.shape())
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
      MachineFacts facts = maker.make(birth, admitted, fleet);
      settlement.hide(facts.reference());
      List<Transition> transitions = new ArrayList<>();
      transitions.add(
          new Transition.Created(
              fleet.lastSequence() + 1,
              clock.instant(),
              facts,
              birth.attempt(),
              settlement.millis(Phase.PENDING, facts.reference(), false)));
      for (CloudResource part : birth.parts().apply(facts)) {
        transitions.add(
            new Transition.ResourcePut(
                fleet.lastSequence() + 1 + transitions.size(), clock.instant(), part));
      }
      return begin(transitions, facts.reference(), stuckBy);
    }
  }

  /** Whether the token of a machine still stands for it. */
  private boolean remembers(SimulatedMachine machine) {
    long seconds = settings.tokenSeconds();
    return seconds == 0 || machine.createdAt().plusSeconds(seconds).isAfter(clock.instant());
  }

  /**
   * Takes several machines to another phase: all of them, or none when one is absent or may not.
   *
   * @param references the machines, each once
   * @param stuckBy id of the fault that holds them up; absent for none
   * @return what became of each, or of the first that may not
   */
  public Effect<List<Ruling>> changeAll(
      Change change,
      CallContext context,
      String region,
      List<String> references,
      @Nullable String stuckBy) {
    synchronized (lock) {
      for (String reference : references) {
        SimulatedMachine machine = existing(region, reference);
        Ruling refused =
            machine == null || !sees(machine)
                ? new Ruling.Absent()
                : change.step(machine.phase()) == Change.Step.REFUSE
                    ? wrongState(change, machine)
                    : null;
        if (refused != null) {
          return now(List.of(refused));
        }
      }
      List<Ruling> rulings = new ArrayList<>();
      boolean changed = false;
      for (String reference : references) {
        Effect<Ruling> effect = change(change, context, region, reference, stuckBy);
        rulings.add(effect.value());
        changed |= effect.change();
      }
      // The log keeps the order, so what was submitted last is written last.
      return new Effect<>(rulings, log.barrier(), changed);
    }
  }

  /** Takes a machine to another phase. */
  public Effect<Ruling> change(
      Change change,
      CallContext context,
      String region,
      String reference,
      @Nullable String stuckBy) {
    String absence = absence(change);
    if (absence != null) {
      return refuse(Refusal.UNSUPPORTED, absence, "machine " + reference);
    }
    synchronized (lock) {
      SimulatedMachine machine = existing(region, reference);
      if (machine == null) {
        return now(new Ruling.Absent());
      }
      return switch (change.step(machine.phase())) {
        case NOTHING -> now(standing(machine));
        case BEGIN -> begin(change, context, machine, stuckBy);
        case REFUSE -> now(wrongState(change, machine));
      };
    }
  }

  private Refused wrongState(Change change, SimulatedMachine machine) {
    String reference = machine.reference();
    return Refused.of(
        Refusal.WRONG_STATE,
        reference + " is " + style.word(machine.phase()) + ". " + change.rule(),
        "machine " + reference);
  }

  private @Nullable String absence(Change change) {
    return change == Change.PAUSE || change == Change.RESUME
        ? style.absences().get(Capability.PAUSE)
        : null;
  }

  /** Gives a machine another type: a stopped one at once, a running one by starting it anew. */
  public Effect<Ruling> resize(
      CallContext context, String region, String reference, String type, @Nullable String stuckBy) {
    synchronized (lock) {
      SimulatedMachine machine = existing(region, reference);
      if (machine == null) {
        return now(new Ruling.Absent());
      }
      if (machine.facts().type().equals(type)) {
        return now(standing(machine));
      }
      Phase phase = machine.phase();
      if (phase != Phase.STOPPED && phase != Phase.RUNNING) {
        return refuse(
            Refusal.WRONG_STATE,
            reference
                + " is "
                + style.word(phase)
                + ". Only a running or stopped machine can be resized.",
            "machine " + reference);
      }
      String absence = style.absences().get(Capability.RESIZE_RUNNING);
      if (phase == Phase.RUNNING && absence != null) {
        return refuse(Refusal.UNSUPPORTED, absence, "machine " + reference);
      }
      Admission.Verdict verdict = admission.admitType(machine, type, fleet);
      if (verdict instanceof Admission.Verdict.Rejected rejected) {
        return now(rejected.refused());
      }
      if (!log.hasRoom()) {
        return overloaded();
      }
      return begin(
          new Transition.Resized(
              fleet.lastSequence() + 1,
              clock.instant(),
              reference,
              type,
              ((Admission.Verdict.Admitted) verdict).vcpus(),
              context.operation(),
              context.attempt(),
              phase == Phase.RUNNING ? settlement.millis(Phase.RESIZING, reference, false) : 0,
              ((Admission.Verdict.Admitted) verdict).place()),
          reference,
          stuckBy);
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
  public Effect<Optional<SimulatedMachine>> describe(String region, String reference) {
    synchronized (lock) {
      return now(Optional.ofNullable(existing(region, reference)).filter(sight::sees));
    }
  }

  /** The machines made with a token that can be seen. */
  Effect<List<SimulatedMachine>> findByToken(String region, String token) {
    synchronized (lock) {
      return now(sight.seen(region, Stream.ofNullable(fleet.byToken(token))));
    }
  }

  /** The machines with an owner tag that can be seen. */
  Effect<List<SimulatedMachine>> findByOwner(String region, OwnerTag owner) {
    synchronized (lock) {
      return now(sight.seen(region, fleet.byOwner(owner).stream()));
    }
  }

  /** The machines of a region that can be seen, in the order in which they were made. */
  Effect<MachinePage> list(String region, long after, int limit) {
    synchronized (lock) {
      return now(sight.page(fleet, region, after, limit));
    }
  }

  /** Answers a question about the fleet. */
  public <T> Effect<T> look(Function<Fleet, T> question) {
    synchronized (lock) {
      return now(question.apply(fleet));
    }
  }

  /**
   * Decides about a call that may change something that does not go on by itself.
   *
   * @param full the answer when too many changes wait to be made
   * @param decide is given the fleet and the sequence number of the next transition
   */
  public <T> Effect<T> decide(T full, BiFunction<Fleet, Long, Decision<T>> decide) {
    synchronized (lock) {
      Decision<T> decision = decide.apply(fleet, fleet.lastSequence() + 1);
      if (decision instanceof Decision.Answer<T> answer) {
        return now(answer.value());
      }
      if (!log.hasRoom()) {
        return now(full);
      }
      Decision.Write<T> write = (Decision.Write<T>) decision;
      write.transitions().forEach(fleet::apply);
      return new Effect<>(write.answer().apply(fleet), log.submit(write.transitions()), true);
    }
  }

  /** Whether a machine can be seen; called within {@link #look} or {@link #decide}. */
  public boolean sees(SimulatedMachine machine) {
    return sight.sees(machine);
  }

  /** The pools whose hosts are ours, as they are taken now. */
  List<PoolOccupancy> pools() {
    synchronized (lock) {
      HostBook hosts = fleet.hosts();
      return hosts == null ? List.of() : List.of(hosts.occupancy());
    }
  }

  /** Why nothing can be changed now, absent when it can. */
  public @Nullable String failure() {
    return log.failure();
  }

  /** Lets what a fault held up go on. */
  public void cleared(String fault) {
    synchronized (lock) {
      settlement.cleared(fault, fleet);
    }
  }

  /** Writes what is queued and lets go of the log. */
  @Override
  public void close() {
    log.close();
  }

  private Effect<Ruling> begin(
      Change change, CallContext context, SimulatedMachine machine, @Nullable String stuckBy) {
    if (change.occupies()) {
      Refused refused = admission.checkStart(machine.facts(), fleet);
      if (refused != null) {
        return now(refused);
      }
    }
    if (!log.hasRoom()) {
      return overloaded();
    }
    String reference = machine.reference();
    settlement.unstick(reference);
    return begin(
        new Transition.Moved(
            fleet.lastSequence() + 1,
            clock.instant(),
            reference,
            change.begins(),
            context.operation(),
            context.attempt(),
            settlement.millis(change.begins(), reference, change.forced())),
        reference,
        stuckBy);
  }

  private Effect<Ruling> begin(Transition transition, String reference, @Nullable String stuckBy) {
    return begin(List.of(transition), reference, stuckBy);
  }

  private Effect<Ruling> begin(List<Transition> begun, String reference, @Nullable String stuckBy) {
    begun.forEach(fleet::apply);
    SimulatedMachine machine = machine(reference);
    List<Transition> transitions = new ArrayList<>(begun);
    boolean moving = machine.phase().moving();
    if (stuckBy != null && moving) {
      settlement.stick(reference, stuckBy);
    }
    if (moving && !settlement.stuck(reference)) {
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
    return machine(reference);
  }

  private SimulatedMachine machine(String reference) {
    SimulatedMachine machine = fleet.byReference(reference);
    if (machine == null) {
      throw new IllegalStateException(reference + " is lost");
    }
    return machine;
  }

  private void rollBack() throws IOException {
    Fleet onDisk = fleet.fresh();
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
