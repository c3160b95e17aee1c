package io.novacron.shell.internal;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** What there is to say about one thing, a line each. Facts without a value are left out. */
final class Facts {
  private final Map<String, String> facts = new LinkedHashMap<>();

  Facts add(String name, String value) {
    if (!value.isEmpty()) {
      facts.put(name, value);
    }
    return this;
  }

  void print(PrintStream out) {
    int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
    facts.forEach(
        (name, value) ->
            out.println(name + " ".repeat(width - name.length() + 2) + Text.plain(value)));
  }

  /** The same as rows of a name and a value. */
  Table table() {
    Table table = new Table().column("FACT").column("VALUE");
    facts.forEach(table::row);
    return table;
  }
}
