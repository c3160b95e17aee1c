package io.novacron.shell.internal;

import java.util.Arrays;
import java.util.Locale;

/** How the result of a command is written. */
enum Format {
  TABLE,
  JSON,
  CSV;

  static Format named(String name) throws UsageException {
    return Arrays.stream(values())
        .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () -> new UsageException("--output", "must be table, json or csv but is " + name));
  }
}
