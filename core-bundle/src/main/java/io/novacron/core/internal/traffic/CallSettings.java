package io.novacron.core.internal.traffic;

/**
 * Limits of calls to clouds.
 *
 * @param inFlight most calls to one account at a time; the last eighth of them is kept for
 *     interrupts and deletes
 * @param waiting most calls that wait in one lane of an account
 * @param headroomPercent share of a limit, once learnt, that is left to others
 */
public record CallSettings(int inFlight, int waiting, int headroomPercent) {
  /** The settings when none are given. */
  public static final CallSettings DEFAULT = new CallSettings(12_000, 100_000, 10);
}
