package io.novacron.provider.simulator.internal;

import io.novacron.api.machine.Disk;
import io.novacron.api.machine.Market;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes transitions as lines of the log and reads them back. */
final class TransitionCodec {
  private static final String CREATED = "created";
  private static final String RESIZED = "resized";
  private static final String TAG = "tag.";

  private TransitionCodec() {}

  static TransitionLine encode(Transition transition) {
    if (transition instanceof Transition.Created created) {
      return encode(created);
    }
    if (transition instanceof Transition.Resized resized) {
      return encode(resized);
    }
    if (transition instanceof Transition.Moved moved) {
      return encode(moved);
    }
    TransitionLine resource = ResourceLines.encode(transition);
    return resource == null ? SnapshotLines.encode(transition) : resource;
  }

  /**
   * Reads a line that is whole.
   *
   * @throws IllegalArgumentException when it is not a transition as this version writes them
   */
  static Transition decode(TransitionLine line) {
    Transition other = SnapshotLines.decode(line);
    if (other == null) {
      other = ResourceLines.decode(line);
    }
    if (other != null) {
      return other;
    }
    return switch (line.get("event")) {
      case CREATED -> created(line);
      case RESIZED -> resized(line);
      default -> moved(line);
    };
  }

  private static TransitionLine encode(Transition.Created created) {
    MachineFacts facts = created.facts();
    TransitionLine line =
        TransitionLine.begin(created.sequence(), created.at(), CREATED)
            .with("operation", facts.operation())
            .with("attempt", Integer.toString(created.attempt()))
            .with("token", facts.token())
            .with("reference", facts.reference())
            .with("name", facts.name())
            .with("region", facts.region())
            .with("zone", facts.zone())
            .with("type", facts.type())
            .with("vcpus", Integer.toString(facts.vcpus()))
            .with("image", facts.image())
            .with("market", facts.market().wireName())
            .with("disks", disks(facts.disks()))
            .with("address", facts.address())
            .with("shape", facts.shape())
            .with("settleMillis", Long.toString(created.settleMillis()));
    return withTags(
        HostLines.with(ResourceLines.withAttributes(line, facts.attributes()), facts.place()),
        facts.tags());
  }

  /** Writes tags, sorted. */
  static TransitionLine withTags(TransitionLine line, Map<String, String> tags) {
    new TreeMap<>(tags).forEach((key, value) -> line.with(TAG + key, value));
    return line;
  }

  /** Reads tags back. */
  static Map<String, String> tags(TransitionLine line) {
    Map<String, String> tags = new TreeMap<>();
    line.fields()
        .forEach(
            (key, value) -> {
              if (key.startsWith(TAG)) {
                tags.put(key.substring(TAG.length()), value);
              }
            });
    return tags;
  }

  private static TransitionLine encode(Transition.Moved moved) {
    TransitionLine line =
        TransitionLine.begin(moved.sequence(), moved.at(), moved.phase().wireName())
            .with("reference", moved.reference());
    if (moved.attempt() > 0) {
      line.with("operation", moved.operation())
          .with("attempt", Integer.toString(moved.attempt()))
          .with("settleMillis", Long.toString(moved.settleMillis()));
    }
    return line;
  }

  private static TransitionLine encode(Transition.Resized resized) {
    return HostLines.with(
        TransitionLine.begin(resized.sequence(), resized.at(), RESIZED)
            .with("reference", resized.reference())
            .with("type", resized.type())
            .with("vcpus", Integer.toString(resized.vcpus()))
            .with("operation", resized.operation())
            .with("attempt", Integer.toString(resized.attempt()))
            .with("settleMillis", Long.toString(resized.settleMillis())),
        resized.place());
  }

  private static Transition resized(TransitionLine line) {
    return new Transition.Resized(
        line.sequence(),
        line.at(),
        line.get("reference"),
        line.get("type"),
        (int) line.number("vcpus"),
        line.get("operation"),
        (int) line.number("attempt"),
        line.number("settleMillis"),
        HostLines.read(line));
  }

  private static Transition created(TransitionLine line) {
    Map<String, String> tags = tags(line);
    MachineFacts facts =
        new MachineFacts(
            line.get("reference"),
            line.get("name"),
            line.get("region"),
            line.get("zone"),
            line.get("type"),
            (int) line.number("vcpus"),
            line.get("image"),
            market(line.get("market")),
            disks(line.get("disks")),
            line.get("address"),
            line.get("token"),
            line.get("shape"),
            tags,
            ResourceLines.attributes(line),
            HostLines.read(line));
    return new Transition.Created(
        line.sequence(),
        line.at(),
        facts,
        (int) line.number("attempt"),
        line.number("settleMillis"));
  }

  private static Transition moved(TransitionLine line) {
    boolean asked = line.fields().containsKey("attempt");
    return new Transition.Moved(
        line.sequence(),
        line.at(),
        line.get("reference"),
        Phase.valueOf(line.get("event").toUpperCase(Locale.ROOT)),
        asked ? line.get("operation") : "",
        asked ? (int) line.number("attempt") : 0,
        asked ? line.number("settleMillis") : 0);
  }

  private static Market.Kind market(String word) {
    return Arrays.stream(Market.Kind.values())
        .filter(kind -> kind.wireName().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("its market is " + word));
  }

  private static String disks(List<Disk> disks) {
    return disks.stream()
        .map(disk -> disk.sizeGib() + ":" + disk.kind())
        .collect(Collectors.joining(","));
  }

  private static List<Disk> disks(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    return Arrays.stream(text.split(",", -1))
        .map(disk -> disk.split(":", 2))
        .map(disk -> new Disk(Integer.parseInt(disk[0]), disk[1]))
        .toList();
  }
}
