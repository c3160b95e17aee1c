package io.novacron.provider.simulator.internal;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lines of the log that tell of what an account has beside machines. */
final class ResourceLines {
  private static final String PUT = "resource-put";
  private static final String DROPPED = "resource-deleted";
  private static final String ATTRIBUTE = "attribute.";

  private ResourceLines() {}

  /** Writes a line; absent when the transition is of another sort. */
  static @Nullable TransitionLine encode(Transition transition) {
    if (transition instanceof Transition.ResourcePut put) {
      CloudResource resource = put.resource();
      TransitionLine line =
          TransitionLine.begin(put.sequence(), put.at(), PUT)
              .with("kind", resource.kind())
              .with("reference", resource.reference())
              .with("region", resource.region())
              .with("created", resource.createdAt().toString());
      return TransitionCodec.withTags(withAttributes(line, resource.attributes()), resource.tags());
    }
    return transition instanceof Transition.ResourceDropped dropped
        ? TransitionLine.begin(dropped.sequence(), dropped.at(), DROPPED)
            .with("reference", dropped.reference())
        : null;
  }

  /** Reads a line; absent when it tells of something else. */
  static @Nullable Transition decode(TransitionLine line) {
    return switch (line.get("event")) {
      case PUT ->
          new Transition.ResourcePut(
              line.sequence(),
              line.at(),
              new CloudResource(
                  line.get("kind"),
                  line.get("reference"),
                  line.get("region"),
                  Instant.parse(line.get("created")),
                  attributes(line),
                  TransitionCodec.tags(line)));
      case DROPPED ->
          new Transition.ResourceDropped(line.sequence(), line.at(), line.get("reference"));
      default -> null;
    };
  }

  /** Writes attributes, sorted. */
  static TransitionLine withAttributes(TransitionLine line, Map<String, String> attributes) {
    new TreeMap<>(attributes).forEach((key, value) -> line.with(ATTRIBUTE + key, value));
    return line;
  }

  /** Reads attributes back. */
  static Map<String, String> attributes(TransitionLine line) {
    Map<String, String> attributes = new TreeMap<>();
    line.fields()
        .forEach(
            (key, value) -> {
              if (key.startsWith(ATTRIBUTE)) {
                attributes.put(key.substring(ATTRIBUTE.length()), value);
              }
            });
    return attributes;
  }
}
