package io.novacron.launcher;

/**
 * An expected failure: its message is one line for the person at the terminal, with a next step.
 */
final class LauncherException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  LauncherException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  ExitCode exitCode() {
    return exitCode;
  }
}
