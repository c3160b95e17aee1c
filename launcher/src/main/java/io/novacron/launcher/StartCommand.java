package io.novacron.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Serves in a process of its own, and returns when that one is ready or has ended. */
final class StartCommand implements Command {
  private static final long LONGEST_START_NANOS = TimeUnit.MINUTES.toNanos(3);
  private static final long POLL_MILLIS = 200;

  private final Home home;

  StartCommand(Home home) {
    this.home = home;
  }

  @Override
  public int run(List<String> arguments) throws InterruptedException {
    RunOptions options =
        RunOptions.parse("start", arguments, home.callerDirectory(), List.of("--json"));
    Settings settings = home.settings();
    settings.warnings().forEach(warning -> home.say("warning: " + warning));
    new Preflight(settings).check();
    Path output = settings.data().resolve("log").resolve("console.log");
    Process server = launch(settings, options, output);
    return awaitReady(server, settings, output);
  }

  private Process launch(Settings settings, RunOptions options, Path output) {
    List<String> command = new ArrayList<>();
    Path setsid = Path.of("/usr/bin/setsid");
    // Its own session, so that closing this terminal does not end it.
    command.add(Files.isExecutable(setsid) ? setsid.toString() : "nohup");
    command.add(home.home().resolve("bin").resolve("novacron").toString());
    command.add("run");
    if (options.json()) {
      command.add("--json");
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("NOVACRON_DATA", settings.data().toString());
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectErrorStream(true);
    try {
      Files.createDirectories(output.getParent());
      builder.redirectOutput(output.toFile());
      return builder.start();
    } catch (IOException e) {
      throw new LauncherException(
          ExitCode.REFUSED,
          "the server could not be started: " + Failures.reason(e) + " (" + output + ")");
    }
  }

  private int awaitReady(Process server, Settings settings, Path output)
      throws InterruptedException {
    Readiness readiness = new Readiness(settings.baseAddress());
    long begin = System.nanoTime();
    Readiness.Answer answer = readiness.ask();
    while (!answer.ready()) {
      if (!server.isAlive()) {
        throw new LauncherException(
            exitCodeOf(server), "the server ended: " + lastLineOf(output) + " (" + output + ")");
      }
      if (System.nanoTime() - begin > LONGEST_START_NANOS) {
        throw new LauncherException(
            ExitCode.FAILED,
            "process "
                + server.pid()
                + " goes on starting, and is not ready after 3 minutes: "
                + answer.inOneLine());
      }
      Thread.sleep(POLL_MILLIS);
      answer = readiness.ask();
    }
    home.out()
        .println(
            "ready: "
                + settings.baseAddress()
                + ", process "
                + server.pid()
                + ", data in "
                + settings.data());
    return ExitCode.DONE.number();
  }

  private static ExitCode exitCodeOf(Process server) {
    for (ExitCode code : ExitCode.values()) {
      if (code.number() == server.exitValue() && code != ExitCode.DONE) {
        return code;
      }
    }
    return ExitCode.FAILED;
  }

  private static String lastLineOf(Path output) {
    try {
      List<String> lines = Files.readAllLines(output);
      return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
    } catch (IOException e) {
      return "its output cannot be read";
    }
  }
}
