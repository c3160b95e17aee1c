package io.novacron.provider.simulator.internal;

import java.util.List;

/** A simulated account that faults can hit. */
interface FaultTarget {
  String account();

  List<String> regions();

  /** A fault is no longer in force; what it held up goes on. */
  void cleared(String faultId);
}
