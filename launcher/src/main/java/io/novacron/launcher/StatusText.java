package io.novacron.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A status for the eye: one fact a line. */
final class StatusText {
  private static final List<String> FACTS =
      List.of("node", "version", "pid", "rest", "shell", "data", "waiting");

  private StatusText() {}

  static String of(JsonNode status) {
    List<String> lines = new ArrayList<>();
    lines.add(line("state", status.path("state").asText()));
    for (String fact : FACTS) {
      if (status.has(fact)) {
        lines.add(line(fact, status.path(fact).asText()));
      }
    }
    JsonNode accounts = status.path("accounts");
    if (accounts.isTextual()) {
      lines.add(line("accounts", accounts.asText()));
    } else if (accounts.isArray() && accounts.isEmpty()) {
      lines.add(line("accounts", "none"));
    } else {
      for (JsonNode account : accounts) {
        lines.add(line("account", account(account)));
      }
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static String account(JsonNode account) {
    return String.format(
        Locale.ROOT,
        "%s (cloud %s, provider %s %s) %s",
        account.path("name").asText("?"),
        account.path("cloud").asText("?"),
        account.path("provider").asText("?"),
        account.path("providerVersion").asText(""),
        account.path("state").asText("?"));
  }

  private static String line(String name, String value) {
    return String.format(Locale.ROOT, "%-9s %s", name, value);
  }
}
