package io.novacron.launcher;

import java.util.List;

/** One word of the command line. */
interface Command {
  /**
   * Does it.
   *
   * @param arguments what follows the word
   * @return the exit code of the process
   * @throws LauncherException for an expected failure, with one line to show
   */
  int run(List<String> arguments) throws InterruptedException;
}
