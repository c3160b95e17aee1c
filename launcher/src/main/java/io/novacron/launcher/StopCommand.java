package io.novacron.launcher;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks the process that holds the data to stop, and waits until the data is free. */
final class StopCommand implements Command {
  private static final long LONGEST_STOP_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long POLL_MILLIS = 100;

  private final Home home;

  StopCommand(Home home) {
    this.home = home;
  }

  @Override
  public int run(List<String> arguments) throws InterruptedException {
    if (!arguments.isEmpty()) {
      throw Main.unknownOption("stop", arguments.get(0), List.of());
    }
    long pid = RunningNode.requireHolderOf(home.data()).pid();
    if (!ProcessHandle.of(pid).map(ProcessHandle::destroy).orElse(false)) {
      throw new LauncherException(
          ExitCode.FAILED, "process " + pid + " cannot be told to stop; it may be another user's");
    }
    long begin = System.nanoTime();
    while (DataLock.isHeld(home.data())) {
      if (System.nanoTime() - begin > LONGEST_STOP_NANOS) {
        throw new LauncherException(
            ExitCode.FAILED,
            "process "
                + pid
                + " has not stopped after 30 s; see "
                + home.data().resolve("log").resolve("novacron.log")
                + ", or end it with 'kill -9 "
                + pid
                + "', which loses nothing that was acknowledged");
      }
      Thread.sleep(POLL_MILLIS);
    }
    home.out().println("stopped: process " + pid);
    return ExitCode.DONE.number();
  }
}
