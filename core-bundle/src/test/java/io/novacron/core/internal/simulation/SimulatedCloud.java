package io.novacron.core.internal.simulation;

import io.novacron.api.error.Category;
import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.ProviderDescriptor.Idempotency;
import io.novacron.api.provider.ProviderError;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A cloud that outlives all nodes: what it holds is the truth that the records are held to. */
final class SimulatedCloud {
  final CloudTraits traits;
  private final VirtualTime time;
  private final Chance chance;
  private final Map<String, CloudMachine> machines = new LinkedHashMap<>();
  private final Map<String, Runnable> overtaken = new HashMap<>();
  private boolean faulty = true;
  private Instant outUntil = Instant.MIN;
  private double allowance;
  private Instant allowanceAt = Instant.MIN;

  SimulatedCloud(CloudTraits traits, VirtualTime time, Chance chance) {
    this.traits = traits;
    this.time = time;
    this.chance = chance;
  }

  /** From now on it refuses nothing; what it is like otherwise stays. */
  void heal() {
    faulty = false;
    outUntil = Instant.MIN;
  }

  boolean faulty() {
    return faulty;
  }

  /** Whether something that happens in a share of cases happens now. */
  boolean meets(double share) {
    return faulty && chance.in(share);
  }

  Chance chance() {
    return chance;
  }

  /** It answers nothing for a while. */
  void out(Duration length) {
    outUntil = time.instant().plus(length);
  }

  /** All machines that were ever made, in that order. */
  List<CloudMachine> made() {
    return List.copyOf(machines.values());
  }

  /** The machines that exist and were not asked to go. */
  List<CloudMachine> alive() {
    return machines.values().stream()
        .filter(machine -> machine.target() != MachineState.DELETED)
        .toList();
  }

  /** What keeps it from even looking at a request; absent when nothing does. */
  @Nullable ProviderError refusal() {
    Instant now = time.instant();
    if (faulty && now.isBefore(outUntil)) {
      return ProviderError.of(Category.UNAVAILABLE, "the cloud is out");
    }
    if (traits.callsPerSecond() > 0 && !allowed(now)) {
      Duration wait = traits.saysWhen() ? Duration.ofSeconds(chance.between(1, 20)) : null;
      return new ProviderError(Category.THROTTLED, "too many calls", "Throttled", null, null, wait);
    }
    if (meets(traits.failing())) {
      return ProviderError.of(
          chance.pick(List.of(Category.UNAVAILABLE, Category.DEPENDENCY, Category.THROTTLED)),
          "the cloud has a bad moment");
    }
    return null;
  }

  private boolean allowed(Instant now) {
    double most = 2.0 * traits.callsPerSecond();
    allowance =
        allowanceAt.equals(Instant.MIN)
            ? most
            : Math.min(
                most,
                allowance
                    + Duration.between(allowanceAt, now).toMillis()
                        / 1_000.0
                        * traits.callsPerSecond());
    allowanceAt = now;
    if (allowance < 1) {
      return false;
    }
    allowance--;
    return true;
  }

  /** Something happens as soon as a create with this token is executed. */
  void onceRepeated(String token, Runnable then) {
    overtaken.put(token, then);
  }

  Outcome<Instance> create(String token, InstanceRequest request) {
    Runnable then = overtaken.remove(token);
    if (then != null) {
      then.run();
    }
    CloudMachine known = traits.honoursToken() ? made(token) : null;
    if (known != null) {
      return known.request.equals(request)
          ? changed(known)
          : new Outcome.Failed<>(
              ProviderError.of(Category.CONFLICT, "another request had this token"));
    }
    if (meets(traits.capacity())) {
      return new Outcome.Failed<>(
          ProviderError.of(
              chance.pick(
                  List.of(Category.CAPACITY, Category.CAPACITY, Category.QUOTA, Category.INVALID)),
              "there is no room for " + request.instanceType()));
    }
    Instant now = time.instant();
    CloudMachine machine =
        new CloudMachine(
            "i-" + traits.account() + "-" + (machines.size() + 1),
            token,
            request,
            now.plus(hiddenFor()),
            now.plus(duration()),
            meets(traits.broken()));
    machines.put(machine.reference, machine);
    return changed(machine);
  }

  private Duration hiddenFor() {
    return chance.between(Duration.ZERO, traits.hidden());
  }

  private @Nullable CloudMachine made(String token) {
    for (CloudMachine machine : machines.values()) {
      boolean nameIsFree =
          traits.idempotency() == Idempotency.NAME
              && machine.state(time.instant()) == MachineState.DELETED
              && !time.instant().isBefore(machine.settledAt().plus(Duration.ofMinutes(2)));
      if (machine.token.equals(token) && !nameIsFree) {
        return machine;
      }
    }
    return null;
  }

  private Duration duration() {
    return chance.between(traits.provisioning().dividedBy(3), traits.provisioning());
  }

  /**
   * Starts or stops. A request that was sent before the last one that was executed is refused, as
   * if each named the version of the machine that it is meant for: clouds without such a check can
   * undo a later power call, which only a look at the inventory finds.
   */
  Outcome<Instance> power(String reference, MachineState through, MachineState to, Instant sentAt) {
    CloudMachine machine = machines.get(reference);
    if (machine == null || machine.target() == MachineState.DELETED) {
      return new Outcome.Failed<>(ProviderError.of(Category.NOT_FOUND, "no " + reference));
    }
    if (machine.target() == MachineState.FAILED) {
      return new Outcome.Failed<>(ProviderError.of(Category.CONFLICT, reference + " is broken"));
    }
    if (!machine.newer(sentAt)) {
      return new Outcome.Failed<>(ProviderError.of(Category.CONFLICT, "it is too late for that"));
    }
    if (machine.target() != to) {
      machine.move(through, to, time.instant().plus(duration()));
    }
    return changed(machine);
  }

  /** Gives a machine another type; too late, as for the power calls, when a newer one was done. */
  Outcome<Instance> resize(String reference, String instanceType, Instant sentAt) {
    CloudMachine machine = machines.get(reference);
    MachineState to = machine == null ? MachineState.DELETED : machine.target();
    Outcome<Instance> outcome = power(reference, MachineState.RESIZING, to, sentAt);
    if (machine != null && !(outcome instanceof Outcome.Failed<Instance>)) {
      machine.resize(instanceType, time.instant().plus(duration()));
      return changed(machine);
    }
    return outcome;
  }

  Outcome<Instance> tag(String reference, OwnerTag owner) {
    CloudMachine machine = machines.get(reference);
    if (machine == null || machine.target() == MachineState.DELETED) {
      return new Outcome.Failed<>(ProviderError.of(Category.NOT_FOUND, "no " + reference));
    }
    machine.tag(owner);
    return new Outcome.Done<>(machine.describe(time.instant(), traits.honoursToken()));
  }

  Outcome<Void> delete(String reference) {
    CloudMachine machine = machines.get(reference);
    if (machine == null || machine.state(time.instant()) == MachineState.DELETED) {
      return chance.in(0.5)
          ? new Outcome.Done<>(null)
          : new Outcome.Failed<>(ProviderError.of(Category.NOT_FOUND, "no " + reference));
    }
    if (machine.target() != MachineState.DELETED) {
      machine.move(MachineState.DELETING, MachineState.DELETED, time.instant().plus(duration()));
    }
    return traits.acceptsLate()
        ? new Outcome.Accepted<>("handle-" + reference, null, Duration.ofSeconds(1))
        : new Outcome.Done<>(null);
  }

  private Outcome<Instance> changed(CloudMachine machine) {
    Instant now = time.instant();
    if (machine.settled(now) || !traits.acceptsLate()) {
      return new Outcome.Done<>(machine.describe(now, traits.honoursToken()));
    }
    return new Outcome.Accepted<>(
        "handle-" + machine.reference,
        traits.namesReference() ? machine.reference : null,
        chance.between(Duration.ZERO, Duration.ofSeconds(3)));
  }

  Outcome<Instance> poll(String handle) {
    CloudMachine machine = machines.get(handle.substring("handle-".length()));
    return machine == null
        ? new Outcome.Failed<>(ProviderError.of(Category.NOT_FOUND, "no " + handle))
        : changed(machine);
  }

  /** The machines that it shows now. */
  List<Instance> shown(Predicate<CloudMachine> wanted) {
    Instant now = time.instant();
    return machines.values().stream()
        .filter(machine -> !hides(machine, now))
        .filter(wanted)
        .map(machine -> machine.describe(now, traits.honoursToken()))
        .toList();
  }

  private boolean hides(CloudMachine machine, Instant now) {
    boolean goneForGood =
        machine.state(now) == MachineState.DELETED
            && !(traits.showsDeleted()
                && now.isBefore(machine.settledAt().plus(Duration.ofMinutes(5))));
    return now.isBefore(machine.visibleFrom) || goneForGood;
  }
}
