package io.novacron.provider.simulator.internal;

/** The log could not be written or read. */
public final class LogUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean undone;

  /**
   * Makes one.
   *
   * @param message why, as a sentence
   * @param undone whether it is certain that what was to be written is not in the log
   */
  LogUnavailableException(String message, boolean undone) {
    super(message, null, false, false);
    this.undone = undone;
  }

  public boolean undone() {
    return undone;
  }

  public String reason() {
    return String.valueOf(getMessage());
  }
}
