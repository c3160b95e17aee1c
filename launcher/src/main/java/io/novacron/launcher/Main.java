package io.novacron.launcher;

import java.util.Arrays;
import java.util.List;

/** Entry point of {@code bin/novacron}. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param arguments the command and its options; the start script has checked the command
   */
  public static void main(String[] arguments) {
    Home home = Home.ofThisProcess();
    int exitCode;
    try {
      exitCode =
          command(arguments[0], home).run(Arrays.asList(arguments).subList(1, arguments.length));
    } catch (LauncherException e) {
      home.say(Failures.reason(e));
      exitCode = e.exitCode().number();
    } catch (InterruptedException e) {
      exitCode = ExitCode.FAILED.number();
    }
    home.out().flush();
    System.exit(exitCode);
  }

  private static Command command(String name, Home home) {
    return switch (name) {
      case "run" -> new RunCommand(home);
      case "start" -> new StartCommand(home);
      case "stop" -> new StopCommand(home);
      case "status" -> new StatusCommand(home);
      case "shell" -> new ShellCommand(home);
      case "sample" -> new SampleCommand(home);
      case "version" -> new VersionCommand(home);
      default -> throw new LauncherException(ExitCode.WRONG_USE, "unknown command '" + name + "'");
    };
  }

  /** Refuses what a command does not know. */
  static LauncherException unknownOption(String command, String option, List<String> legal) {
    String allowed = legal.isEmpty() ? "it takes none" : "legal are " + String.join(", ", legal);
    return new LauncherException(
        ExitCode.WRONG_USE, "'" + option + "' is no option of " + command + "; " + allowed);
  }
}
