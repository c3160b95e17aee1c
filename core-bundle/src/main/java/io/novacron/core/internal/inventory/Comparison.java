package io.novacron.core.internal.inventory;

import io.novacron.api.inventory.Drift;
import io.novacron.api.inventory.DriftAspect;
import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.OwnerTag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a cloud says of a machine that no operation is moving, held against its record: a
 * pure function, so that any sequence of looks can be played.
 *
 * @param state state to record; absent when it stays
 * @param facts whether instance type, zone or addresses are to be recorded
 * @param found differences that are new, or have become others
 * @param resolved differences that are none any more
 */
record Comparison(
    @Nullable MachineState state, boolean facts, List<Drift> found, List<Drift> resolved) {
  private static final int LONGEST = 400;
  private static final Comparison SAME = new Comparison(null, false, List.of(), List.of());

  Comparison {
    found = List.copyOf(found);
    resolved = List.copyOf(resolved);
  }

  /** Whether there is something to record. */
  boolean changed() {
    return state != null || facts || !found.isEmpty() || !resolved.isEmpty();
  }

  /**
   * Whether a cloud's word of a machine says that it is on its way, so that there is more to come.
   */
  static boolean moving(Instance instance) {
    return instance.state().moving();
  }

  /**
   * Holds what is seen against what is recorded.
   *
   * @param machine what is recorded
   * @param kept differences that are known already
   * @param seen what the cloud shows, at rest; absent when it certainly has no such machine
   * @param controlPlane id of this installation
   * @param now when new differences were found
   */
  static Comparison of(
      KnownMachine machine,
      Map<DriftAspect, Drift> kept,
      @Nullable Instance seen,
      String controlPlane,
      Instant now) {
    if (seen == null || seen.state() == MachineState.DELETED) {
      return gone(machine, kept, now);
    }
    if (moving(seen)) {
      return SAME;
    }
    Draft draft = new Draft(machine, kept, now);
    state(draft, seen.state());
    type(draft, seen.instanceType());
    labels(draft, seen.tags());
    ownerTag(draft, seen.tags(), controlPlane);
    draft.same(DriftAspect.PRESENCE);
    return new Comparison(
        newState(machine, seen.state()), facts(machine, seen), draft.found, draft.resolved);
  }

  private static Comparison gone(KnownMachine machine, Map<DriftAspect, Drift> kept, Instant now) {
    Draft draft = new Draft(machine, kept, now);
    for (DriftAspect aspect : DriftAspect.values()) {
      if (aspect == DriftAspect.PRESENCE) {
        draft.differs(aspect, "present", "missing");
      } else {
        draft.same(aspect);
      }
    }
    return new Comparison(
        newState(machine, MachineState.UNKNOWN), false, draft.found, draft.resolved);
  }

  private static @Nullable MachineState newState(KnownMachine machine, MachineState seen) {
    return seen != machine.state() && machine.state().canBeFound(seen) ? seen : null;
  }

  private static boolean facts(KnownMachine machine, Instance seen) {
    return !seen.instanceType().equals(machine.instanceType())
        || (seen.zone() != null && !seen.zone().equals(machine.zone()))
        // Clouds give addresses in any order.
        || !Set.copyOf(seen.addresses()).equals(Set.copyOf(machine.addresses()));
  }

  /** A pause that was asked for leaves a machine that should run, and is no difference. */
  private static void state(Draft draft, MachineState seen) {
    KnownMachine machine = draft.machine;
    boolean comparable =
        machine.desired() != DesiredState.DELETED && machine.state() != MachineState.FAILED;
    if (!comparable || seen == MachineState.UNKNOWN) {
      return;
    }
    String wanted = machine.desired().name();
    boolean ours = seen == machine.state() && !draft.kept.containsKey(DriftAspect.STATE);
    if (wanted.equals(seen.name()) || ours) {
      draft.same(DriftAspect.STATE);
    } else {
      draft.differs(DriftAspect.STATE, wanted, seen.name());
    }
  }

  /** What was expected is known from before only as long as no operation has changed the type. */
  private static void type(Draft draft, String seen) {
    String recorded = draft.machine.instanceType();
    Drift known = draft.kept.get(DriftAspect.INSTANCE_TYPE);
    String expected =
        known != null && known.observed().equals(recorded) ? known.expected() : recorded;
    if (expected == null || expected.equals(seen)) {
      draft.same(DriftAspect.INSTANCE_TYPE);
    } else {
      draft.differs(DriftAspect.INSTANCE_TYPE, expected, seen);
    }
  }

  /** What others have added is theirs. */
  private static void labels(Draft draft, Map<String, String> tags) {
    Map<String, String> given = draft.machine.cloudLabels();
    if (given == null) {
      return;
    }
    List<String> expected = new ArrayList<>();
    List<String> observed = new ArrayList<>();
    new TreeMap<>(given)
        .forEach(
            (key, value) -> {
              String now = tags.get(key);
              if (!value.equals(now)) {
                expected.add(key + "=" + value);
                observed.add(now == null ? "no " + key : key + "=" + now);
              }
            });
    if (expected.isEmpty()) {
      draft.same(DriftAspect.LABELS);
    } else {
      draft.differs(DriftAspect.LABELS, joined(expected), joined(observed));
    }
  }

  private static void ownerTag(Draft draft, Map<String, String> tags, String controlPlane) {
    KnownMachine machine = draft.machine;
    OwnerTag tag = OwnerTag.fromTags(tags).orElse(null);
    if (tag != null
        && tag.controlPlane().equals(controlPlane)
        && tag.tenant().equals(machine.tenant())
        && tag.machine().equals(machine.id())) {
      draft.same(DriftAspect.OWNER_TAG);
    } else {
      draft.differs(
          DriftAspect.OWNER_TAG,
          controlPlane + "/" + machine.id(),
          tag == null ? "none" : joined(List.of(tag.controlPlane() + "/" + tag.machine())));
    }
  }

  private static String joined(List<String> parts) {
    String all = String.join(", ", parts);
    return all.length() > LONGEST ? all.substring(0, LONGEST) + "…" : all;
  }

  /** Collects differences; used by one thread. */
  private static final class Draft {
    private final KnownMachine machine;
    private final Map<DriftAspect, Drift> kept;
    private final Instant now;
    private final List<Drift> found = new ArrayList<>();
    private final List<Drift> resolved = new ArrayList<>();

    private Draft(KnownMachine machine, Map<DriftAspect, Drift> kept, Instant now) {
      this.machine = machine;
      this.kept = kept;
      this.now = now;
    }

    private void same(DriftAspect aspect) {
      Drift known = kept.get(aspect);
      if (known != null) {
        resolved.add(known);
      }
    }

    private void differs(DriftAspect aspect, String expected, String observed) {
      Drift known = kept.get(aspect);
      if (known != null && known.expected().equals(expected) && known.observed().equals(observed)) {
        return;
      }
      found.add(
          new Drift(
              machine.tenant(),
              machine.id(),
              machine.name(),
              machine.account(),
              machine.region(),
              aspect,
              expected,
              observed,
              now,
              null,
              known == null ? 0 : known.revision()));
    }
  }

  /** The aspects of differences, those that are ignored left out. */
  static Set<DriftAspect> open(Collection<Drift> drifts) {
    return drifts.stream()
        .filter(drift -> !drift.ignored())
        .map(Drift::aspect)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /**
   * The aspects in which a machine differs once this is recorded, those that are ignored left out.
   */
  Set<DriftAspect> open(Map<DriftAspect, Drift> kept) {
    Set<DriftAspect> open = open(kept.values());
    resolved.stream().map(Drift::aspect).forEach(open::remove);
    found.stream().map(Drift::aspect).forEach(open::add);
    return open;
  }
}
