package io.novacron.launcher;

import java.util.List;

/** The node's shell over SSH: interactive, or one command whose exit code is passed on. */
final class ShellCommand implements Command {
  private final Home home;

  ShellCommand(Home home) {
    this.home = home;
  }

  @Override
  public int run(List<String> arguments) {
    String command = command(arguments);
    String shellPort = RunningNode.requireHolderOf(home.data()).shellPort();
    if (shellPort.equals("off")) {
      throw new LauncherException(
          ExitCode.NOT_RUNNING, "the shell is off; set NOVACRON_SHELL_PORT to a port to have it");
    }
    int port = Integer.parseInt(shellPort);
    try (ShellSession session = ShellSession.open(port, ShellKey.read(home.data()), home)) {
      return command.isEmpty() ? session.interactive() : session.execute(command);
    }
  }

  private static String command(List<String> arguments) {
    if (arguments.isEmpty()) {
      return "";
    }
    if (!arguments.get(0).equals("--")) {
      throw Main.unknownOption("shell", arguments.get(0), List.of("-- COMMAND"));
    }
    if (arguments.size() == 1) {
      throw new LauncherException(ExitCode.WRONG_USE, "a command has to follow '--'");
    }
    return ShellQuoting.join(arguments.subList(1, arguments.size()));
  }
}
