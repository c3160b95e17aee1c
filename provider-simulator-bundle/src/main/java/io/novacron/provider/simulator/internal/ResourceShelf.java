package io.novacron.provider.simulator.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that an account has beside machines, as the transitions so far have left it. Not thread-safe.
 */
public final class ResourceShelf {
  private final Map<String, CloudResource> byReference = new HashMap<>();
  private final Map<List<String>, Map<String, CloudResource>> byKind = new HashMap<>();
  private final Map<String, Set<String>> referencesByMachine = new HashMap<>();

  void apply(Transition.ResourcePut put) {
    put(put.resource());
  }

  void apply(Transition.ResourceDropped dropped) {
    CloudResource resource = byReference.get(dropped.reference());
    if (resource == null) {
      throw new IllegalArgumentException(dropped.reference() + " was never made");
    }
    remove(resource);
  }

  /** A machine is gone: what goes with it goes, the rest is nobody's. */
  void machineGone(String machine) {
    for (String reference : List.copyOf(referencesByMachine.getOrDefault(machine, Set.of()))) {
      CloudResource resource = byReference.get(reference);
      if (resource == null) {
        continue;
      }
      if (Boolean.parseBoolean(resource.attribute(CloudResource.DELETED_WITH_MACHINE))) {
        remove(resource);
      } else {
        put(resource.with(CloudResource.MACHINE, ""));
      }
    }
  }

  /** The one with a reference. */
  public @Nullable CloudResource byReference(String reference) {
    return byReference.get(reference);
  }

  /** All of a kind in a region, oldest first. */
  public Collection<CloudResource> of(String kind, String region) {
    return Collections.unmodifiableCollection(
        byKind.getOrDefault(List.of(kind, region), Map.of()).values());
  }

  /** All that belong to a machine, oldest first. */
  public List<CloudResource> ofMachine(String machine) {
    List<CloudResource> resources = new ArrayList<>();
    for (String reference : referencesByMachine.getOrDefault(machine, Set.of())) {
      CloudResource resource = byReference.get(reference);
      if (resource != null) {
        resources.add(resource);
      }
    }
    return resources;
  }

  /** All of them. */
  public Collection<CloudResource> all() {
    return Collections.unmodifiableCollection(byReference.values());
  }

  private void put(CloudResource resource) {
    CloudResource before = byReference.put(resource.reference(), resource);
    if (before != null && !before.attribute(CloudResource.MACHINE).isEmpty()) {
      leave(before);
    }
    byKind
        .computeIfAbsent(
            List.of(resource.kind(), resource.region()), absent -> new LinkedHashMap<>())
        .put(resource.reference(), resource);
    String machine = resource.attribute(CloudResource.MACHINE);
    if (!machine.isEmpty()) {
      referencesByMachine
          .computeIfAbsent(machine, absent -> new LinkedHashSet<>())
          .add(resource.reference());
    }
  }

  private void remove(CloudResource resource) {
    byReference.remove(resource.reference());
    Map<String, CloudResource> kind = byKind.get(List.of(resource.kind(), resource.region()));
    if (kind != null) {
      kind.remove(resource.reference());
    }
    leave(resource);
  }

  private void leave(CloudResource resource) {
    String machine = resource.attribute(CloudResource.MACHINE);
    Set<String> references = referencesByMachine.get(machine);
    if (references != null) {
      references.remove(resource.reference());
      if (references.isEmpty()) {
        referencesByMachine.remove(machine);
      }
    }
  }
}
