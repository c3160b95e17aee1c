package io.novacron.provider.simulator.internal;

import io.novacron.api.machine.Market;
import io.novacron.api.packing.PoolOccupancy;
import io.novacron.api.provider.OwnerTag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All machines of an account, as the transitions so far have left them: the sum of the log and
 * nothing else. Not thread-safe.
 *
 * <p>Deleted machines stay, because their tokens must go on being known.
 */
public final class Fleet {
  private final Map<String, SimulatedMachine> byReference = new HashMap<>();
  private final Map<String, String> referenceByToken = new HashMap<>();
  private final Map<OwnerTag, List<String>> referencesByOwner = new HashMap<>();
  private final Map<String, NavigableMap<Long, String>> referencesByRegion = new HashMap<>();
  private final Map<List<String>, Long> vcpusByFamily = new HashMap<>();
  private final Map<List<String>, Integer> machinesByPool = new HashMap<>();
  private final Map<String, Set<String>> addressesByRegion = new HashMap<>();
  private final SnapshotShelf snapshots = new SnapshotShelf();
  private final ResourceShelf resources = new ResourceShelf();
  private final @Nullable HostBook hosts;
  private long lastSequence;

  /** Without a machine, at a cloud that keeps its hosts to itself. */
  Fleet() {
    this(null);
  }

  /**
   * Without a machine.
   *
   * @param pool the hosts with nothing on them, at a cloud whose hosts are ours
   */
  Fleet(@Nullable PoolOccupancy pool) {
    this.hosts = pool == null ? null : new HostBook(pool);
  }

  /** Another one of the same hosts, without a machine. */
  Fleet fresh() {
    return new Fleet(hosts == null ? null : hosts.empty());
  }

  /** The hosts; absent at a cloud that keeps them to itself. */
  @Nullable HostBook hosts() {
    return hosts;
  }

  /**
   * Takes a transition in.
   *
   * @throws IllegalArgumentException when it does not fit what is known
   */
  void apply(Transition transition) {
    if (transition instanceof Transition.SnapshotTaken taken) {
      snapshots.apply(taken);
    } else if (transition instanceof Transition.SnapshotDropped dropped) {
      snapshots.apply(dropped);
    } else if (transition instanceof Transition.ResourcePut put) {
      resources.apply(put);
    } else if (transition instanceof Transition.ResourceDropped dropped) {
      resources.apply(dropped);
    } else if (transition instanceof Transition.Restored restored) {
      // What is on disks is not simulated; that the machine is there is checked all the same.
      existing(restored.reference());
    } else if (transition instanceof Transition.Tagged tagged) {
      SimulatedMachine machine = existing(tagged.reference()).tagged(tagged.tags());
      byReference.put(machine.reference(), machine);
      index(machine.facts());
      host(machine);
    } else {
      applyToMachine(transition);
    }
    lastSequence = transition.sequence();
  }

  private void applyToMachine(Transition transition) {
    SimulatedMachine machine = next(transition);
    SimulatedMachine before = byReference.put(machine.reference(), machine);
    if (before != null && before.phase().occupying()) {
      occupy(before.facts(), -1);
    }
    if (machine.phase().occupying()) {
      occupy(machine.facts(), 1);
    }
    host(machine);
    if (machine.phase() == Phase.DELETED) {
      addresses(machine.facts().region()).remove(machine.facts().address());
      resources.machineGone(machine.reference());
    }
  }

  /** What there is beside machines and snapshots of whole machines. */
  public ResourceShelf resources() {
    return resources;
  }

  private void host(SimulatedMachine machine) {
    if (hosts == null) {
      return;
    }
    if (machine.phase() == Phase.DELETED) {
      hosts.remove(machine.reference());
    } else {
      hosts.put(machine.facts());
    }
  }

  SnapshotShelf snapshots() {
    return snapshots;
  }

  public long lastSequence() {
    return lastSequence;
  }

  public @Nullable SimulatedMachine byReference(String reference) {
    return byReference.get(reference);
  }

  public @Nullable SimulatedMachine byToken(String token) {
    String reference = referenceByToken.get(token);
    return reference == null ? null : byReference.get(reference);
  }

  List<SimulatedMachine> byOwner(OwnerTag owner) {
    return referencesByOwner.getOrDefault(owner, List.of()).stream().map(this::existing).toList();
  }

  /**
   * The machines of a region that were created after a sequence number, in the order of their
   * creation.
   */
  public Stream<SimulatedMachine> createdAfter(String region, long sequence) {
    NavigableMap<Long, String> references =
        referencesByRegion.getOrDefault(region, Collections.emptyNavigableMap());
    return references.tailMap(sequence, false).values().stream().map(this::existing);
  }

  /** Leaves a machine out of the lists of its region from now on. */
  void unlist(SimulatedMachine machine) {
    NavigableMap<Long, String> references = referencesByRegion.get(machine.facts().region());
    if (references != null) {
      references.remove(machine.created());
    }
  }

  /** All machines on their way to another phase. */
  List<SimulatedMachine> moving() {
    return byReference.values().stream().filter(machine -> machine.phase().moving()).toList();
  }

  /** All machines. */
  public Collection<SimulatedMachine> all() {
    return Collections.unmodifiableCollection(byReference.values());
  }

  /** vCPUs in use in a region that count to a limit. */
  public long vcpus(String region, VcpuLimit limit) {
    long sum = 0;
    for (Map.Entry<List<String>, Long> each : vcpusByFamily.entrySet()) {
      List<String> key = each.getKey();
      if (key.get(0).equals(region) && limit.covers(key.get(2), Market.Kind.valueOf(key.get(1)))) {
        sum += each.getValue();
      }
    }
    return sum;
  }

  /** Machines of a type in use in a zone. */
  int machines(String region, String zone, String type) {
    return machinesByPool.getOrDefault(pool(region, zone, type), 0);
  }

  boolean addressInUse(String region, String address) {
    return addresses(region).contains(address);
  }

  private SimulatedMachine next(Transition transition) {
    if (transition instanceof Transition.Created created) {
      return add(created);
    }
    if (transition instanceof Transition.Resized resized) {
      return existing(resized.reference()).after(resized);
    }
    Transition.Moved moved = (Transition.Moved) transition;
    return existing(moved.reference()).after(moved);
  }

  private SimulatedMachine add(Transition.Created created) {
    MachineFacts facts = created.facts();
    if (byReference.containsKey(facts.reference())) {
      throw new IllegalArgumentException(facts.reference() + " is created a second time");
    }
    referenceByToken.put(facts.token(), facts.reference());
    index(facts);
    referencesByRegion
        .computeIfAbsent(facts.region(), absent -> new TreeMap<>())
        .put(created.sequence(), facts.reference());
    addresses(facts.region()).add(facts.address());
    return SimulatedMachine.of(created);
  }

  private void index(MachineFacts facts) {
    OwnerTag.fromTags(facts.tags())
        .ifPresent(
            owner -> {
              List<String> references =
                  referencesByOwner.computeIfAbsent(owner, absent -> new ArrayList<>(1));
              if (!references.contains(facts.reference())) {
                references.add(facts.reference());
              }
            });
  }

  private void occupy(MachineFacts facts, int sign) {
    vcpusByFamily.merge(
        List.of(facts.region(), facts.market().name(), VcpuLimit.family(facts.type())),
        (long) sign * facts.vcpus(),
        Long::sum);
    machinesByPool.merge(pool(facts.region(), facts.zone(), facts.type()), sign, Integer::sum);
  }

  /** A list as a key: the platform would keep a record's class through the equals of records. */
  private static List<String> pool(String region, String zone, String type) {
    return List.of(region, zone, type);
  }

  private Set<String> addresses(String region) {
    return addressesByRegion.computeIfAbsent(region, absent -> new HashSet<>());
  }

  private SimulatedMachine existing(String reference) {
    SimulatedMachine machine = byReference.get(reference);
    if (machine == null) {
      throw new IllegalArgumentException(reference + " was never created");
    }
    return machine;
  }
}
