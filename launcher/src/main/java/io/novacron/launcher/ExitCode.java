package io.novacron.launcher;

/** What {@code bin/novacron} exits with; the numbers are part of its contract with scripts. */
enum ExitCode {
  DONE(0),
  FAILED(1),
  WRONG_USE(2),
  REFUSED(3),
  NOT_RUNNING(4);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
