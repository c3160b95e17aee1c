package io.novacron.shell.internal;

/** What the commands work on. Safe for use by many threads. */
public interface Services {
  /**
   * A service of the control plane, for one use.
   *
   * @throws io.novacron.api.error.ProblemException with UNAVAILABLE while it is not there
   */
  <T> T require(Class<T> type);

  /** A new id for one command, which the log and the audit record will show. */
  String nextRequestId();

  /** Traces commands. */
  CommandTraces traces();
}
