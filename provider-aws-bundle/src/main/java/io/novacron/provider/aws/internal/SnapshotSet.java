package io.novacron.provider.aws.internal;

import io.novacron.api.provider.CloudSnapshot;
import io.novacron.api.provider.SnapshotState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/**
 * The EBS snapshots of all volumes of an instance, which we take and show as one. They carry the
 * name of their set, the instance, and where each volume was attached, as tags from their creation.
 *
 * @param reference name of the set, or id of the only snapshot where it is not ours
 * @param parts the snapshots, by the volume they are of; where a lost reply led to two of a volume,
 *     the older one
 * @param all all snapshots of the set
 */
record SnapshotSet(String reference, Map<String, Snapshot> parts, List<Snapshot> all) {
  /** Name of the set. */
  static final String SET_KEY = "novacron-snapshot-set";

  /** The instance. */
  static final String INSTANCE_KEY = "novacron-instance";

  /** Before the name of a device; the value is the form of the volume that was attached there. */
  static final String DEVICE_KEY = "novacron-device:";

  static final String PREFIX = "snapset-";

  private static final int DIGITS = 17;

  SnapshotSet {
    parts = Map.copyOf(parts);
    all = List.copyOf(all);
  }

  /** The name of the set that a token makes. */
  static String referenceOf(String token) {
    return PREFIX + Tags.digest(token).substring(0, DIGITS);
  }

  /** Sorts snapshots into sets, the oldest first. */
  static List<SnapshotSet> of(Collection<Snapshot> snapshots) {
    Map<String, List<Snapshot>> bySet = new LinkedHashMap<>();
    snapshots.stream()
        .sorted(Comparator.comparing(SnapshotSet::begun).thenComparing(Snapshot::snapshotId))
        .forEach(
            each ->
                bySet
                    .computeIfAbsent(
                        Tags.map(each.tags()).getOrDefault(SET_KEY, each.snapshotId()),
                        key -> new ArrayList<>())
                    .add(each));
    return bySet.entrySet().stream().map(set -> of(set.getKey(), set.getValue())).toList();
  }

  private static SnapshotSet of(String reference, List<Snapshot> snapshots) {
    Map<String, Snapshot> parts = new HashMap<>();
    snapshots.forEach(each -> parts.putIfAbsent(String.valueOf(each.volumeId()), each));
    return new SnapshotSet(reference, parts, snapshots);
  }

  /** The tags, which are the same on all. */
  Map<String, String> tags() {
    return Tags.map(all.get(0).tags());
  }

  /** The instance that it is of; of one that is not ours, the volume. */
  String machine() {
    return tags().getOrDefault(INSTANCE_KEY, String.valueOf(all.get(0).volumeId()));
  }

  /** Where its volumes were attached: volume by name of the device. */
  Map<String, VolumeForm> devices() {
    Map<String, VolumeForm> devices = new TreeMap<>();
    tags()
        .forEach(
            (key, value) -> {
              if (key.startsWith(DEVICE_KEY)) {
                devices.put(key.substring(DEVICE_KEY.length()), VolumeForm.parse(value));
              }
            });
    return devices;
  }

  /** As the contract shows it. */
  CloudSnapshot show(String region, Instant now) {
    return show(region, state(), now);
  }

  /** As a page of a list shows it, which may have some of its parts only. */
  CloudSnapshot showPart(String region, Instant now) {
    return show(region, stateOfParts(), now);
  }

  private CloudSnapshot show(String region, SnapshotState state, Instant now) {
    Map<String, String> tags = tags();
    Snapshot first = all.get(0);
    return new CloudSnapshot(
        reference,
        region,
        machine(),
        tags.getOrDefault(Tags.NAME_KEY, reference),
        state,
        words(),
        parts.values().stream()
            .mapToInt(each -> each.volumeSize() == null ? 0 : each.volumeSize())
            .sum(),
        tags.get(Tags.TOKEN_KEY),
        tags,
        begun(first).equals(Instant.EPOCH) ? now : begun(first),
        now);
  }

  /** What the states of all parts are together; a set with a part missing is good for nothing. */
  SnapshotState state() {
    if (!devices().values().stream().map(VolumeForm::id).allMatch(parts::containsKey)) {
      return SnapshotState.FAILED;
    }
    return stateOfParts();
  }

  private SnapshotState stateOfParts() {
    List<SnapshotState> states =
        parts.values().stream().map(each -> state(each.stateAsString())).toList();
    for (SnapshotState worst :
        List.of(SnapshotState.FAILED, SnapshotState.UNKNOWN, SnapshotState.PENDING)) {
      if (states.contains(worst)) {
        return worst;
      }
    }
    return SnapshotState.AVAILABLE;
  }

  private String words() {
    return parts.values().stream()
        .map(each -> each.stateAsString() == null ? "(not told)" : each.stateAsString())
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static SnapshotState state(@Nullable String word) {
    if (word == null) {
      return SnapshotState.UNKNOWN;
    }
    return switch (word) {
      case "pending" -> SnapshotState.PENDING;
      case "completed" -> SnapshotState.AVAILABLE;
      case "error" -> SnapshotState.FAILED;
      default -> SnapshotState.UNKNOWN;
    };
  }

  private static Instant begun(Snapshot snapshot) {
    return snapshot.startTime() == null ? Instant.EPOCH : snapshot.startTime();
  }
}
