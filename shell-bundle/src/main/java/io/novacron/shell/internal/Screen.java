package io.novacron.shell.internal;

import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.Terminal;

/** What a session's lines are shown on. */
final class Screen {
  private final Session session;

  Screen(Session session) {
    this.session = session;
  }

  /** Characters in a line; 0 when the output does not go to a terminal. */
  int width() {
    Terminal terminal = session.getTerminal();
    if (terminal != null && terminal.getWidth() > 0) {
      return terminal.getWidth();
    }
    // A single command over SSH has no terminal object, but the size if one was asked for.
    Object columns = session.get("COLUMNS");
    try {
      return columns == null ? 0 : Math.max(0, Integer.parseInt(columns.toString()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
