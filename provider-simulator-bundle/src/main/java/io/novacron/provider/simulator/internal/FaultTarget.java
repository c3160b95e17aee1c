package io.novacron.provider.simulator.internal;

import java.util.List;

/** A simulated account that faults can hit. */
interface FaultTarget {
  String account();

  List<String> regions();

  /**
   * Somebody else changes a machine.
   *
   * @param change what is done, in a word of {@link OutOfBand#words}
   * @param reference the cloud's id of the machine
   * @return what came of it
   */
  Ruling outOfBand(String change, String reference);

  /** A fault is no longer in force; what it held up goes on. */
  void cleared(String faultId);
}
