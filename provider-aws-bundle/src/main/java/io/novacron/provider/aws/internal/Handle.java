package io.novacron.provider.aws.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an accepted call is polled by. Everything that is needed is in it, so that it outlives this
 * process.
 *
 * @param verb what was asked for
 * @param reference the instance
 * @param since when it was asked for
 * @param wanted what the end is known by: an instance type, or empty
 */
record Handle(Verb verb, String reference, Instant since, String wanted) {
  private static final char SEPARATOR = '|';

  /** The verbs that take a while. */
  enum Verb {
    CREATE,
    START,
    STOP,
    RESIZE,
    DELETE
  }

  String text() {
    return verb.name()
        + SEPARATOR
        + reference
        + SEPARATOR
        + since.toEpochMilli()
        + SEPARATOR
        + wanted;
  }

  /** Reads one back; empty when it is none of ours. */
  static Optional<Handle> parse(String text) {
    List<String> parts = List.of(text.split("\\|", -1));
    if (parts.size() != 4) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Handle(
              Verb.valueOf(parts.get(0)),
              parts.get(1),
              Instant.ofEpochMilli(Long.parseLong(parts.get(2))),
              parts.get(3)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
