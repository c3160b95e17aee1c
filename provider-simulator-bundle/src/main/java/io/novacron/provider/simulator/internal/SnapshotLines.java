package io.novacron.provider.simulator.internal;

import org.jspecify.annotations.Nullable;

/** Lines of the log that tell of snapshots and tags. */
final class SnapshotLines {
  private static final String TAGGED = "tagged";
  private static final String TAKEN = "snapshot-taken";
  private static final String DROPPED = "snapshot-deleted";
  private static final String RESTORED = "restored";

  private SnapshotLines() {}

  static TransitionLine encode(Transition transition) {
    if (transition instanceof Transition.SnapshotTaken taken) {
      SimulatedSnapshot snapshot = taken.snapshot();
      return TransitionCodec.withTags(
          TransitionLine.begin(taken.sequence(), taken.at(), TAKEN)
              .with("reference", snapshot.reference())
              .with("machine", snapshot.machine())
              .with("region", snapshot.region())
              .with("name", snapshot.name())
              .with("sizeGib", Integer.toString(snapshot.sizeGib()))
              .with("token", snapshot.token())
              .with("pendingMillis", Long.toString(snapshot.pendingMillis())),
          snapshot.tags());
    }
    if (transition instanceof Transition.SnapshotDropped dropped) {
      return TransitionLine.begin(dropped.sequence(), dropped.at(), DROPPED)
          .with("reference", dropped.reference());
    }
    if (transition instanceof Transition.Restored restored) {
      return TransitionLine.begin(restored.sequence(), restored.at(), RESTORED)
          .with("reference", restored.reference())
          .with("snapshot", restored.snapshot())
          .with("operation", restored.operation());
    }
    Transition.Tagged tagged = (Transition.Tagged) transition;
    return TransitionCodec.withTags(
        TransitionLine.begin(tagged.sequence(), tagged.at(), TAGGED)
            .with("reference", tagged.reference()),
        tagged.tags());
  }

  /** Reads a line; absent when it tells of something else. */
  static @Nullable Transition decode(TransitionLine line) {
    return switch (line.get("event")) {
      case TAGGED ->
          new Transition.Tagged(
              line.sequence(), line.at(), line.get("reference"), TransitionCodec.tags(line));
      case DROPPED ->
          new Transition.SnapshotDropped(line.sequence(), line.at(), line.get("reference"));
      case RESTORED ->
          new Transition.Restored(
              line.sequence(),
              line.at(),
              line.get("reference"),
              line.get("snapshot"),
              line.get("operation"));
      case TAKEN ->
          new Transition.SnapshotTaken(
              line.sequence(),
              line.at(),
              new SimulatedSnapshot(
                  line.get("reference"),
                  line.get("machine"),
                  line.get("region"),
                  line.get("name"),
                  (int) line.number("sizeGib"),
                  line.get("token"),
                  TransitionCodec.tags(line),
                  line.at(),
                  line.number("pendingMillis"),
                  false));
      default -> null;
    };
  }
}
