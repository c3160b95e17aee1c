package io.novacron.launcher;

import java.io.IOException;
import java.util.List;

/** Serves in the foreground, in this JVM, until it is told to stop. */
final class RunCommand implements Command {
  private final Home home;

  RunCommand(Home home) {
    this.home = home;
  }

  @Override
  public int run(List<String> arguments) {
    RunOptions options =
        RunOptions.parse("run", arguments, home.callerDirectory(), List.of("--json", "--sample"));
    Settings settings = home.settings();
    settings.warnings().forEach(warning -> home.say("warning: " + warning));
    Preflight preflight = new Preflight(settings);
    preflight.check();
    // Held until the process ends, on purpose: the operating system frees it.
    DataLock lock = preflight.takeData();
    RunningNode self = RunningNode.ofThisProcess(settings, home.version());
    try {
      self.write(settings.data());
    } catch (IOException e) {
      throw new LauncherException(
          ExitCode.REFUSED, settings.data() + " cannot be written to: " + Failures.reason(e));
    }
    home.say(
        "starting "
            + home.version()
            + " as "
            + self.node()
            + ", process "
            + self.pid()
            + ", data in "
            + settings.data());
    Server server = new Server(home, settings, options.json());
    if (settings.get(Setting.NOVACRON_SIMULATOR).equals("wire")) {
      server.use(simulator(settings));
    }
    new StartupReport(home, settings, options.sample()).begin();
    return server.serve(lock);
  }

  private SimulatorProcess simulator(Settings settings) {
    try {
      SimulatorProcess simulator = SimulatorProcess.ensure(home, settings);
      home.say("simulated AWS at " + simulator.endpoint() + ", in a process of its own");
      return simulator;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LauncherException(ExitCode.FAILED, "interrupted");
    }
  }
}
