package io.novacron.launcher;

import java.util.List;

/** Prints the versions. */
final class VersionCommand implements Command {
  private final Home home;

  VersionCommand(Home home) {
    this.home = home;
  }

  @Override
  public int run(List<String> arguments) {
    if (!arguments.isEmpty()) {
      throw Main.unknownOption("version", arguments.get(0), List.of());
    }
    home.out().println("novacron " + home.version());
    home.out()
        .println(
            "java " + System.getProperty("java.version") + " " + System.getProperty("java.home"));
    return ExitCode.DONE.number();
  }
}
