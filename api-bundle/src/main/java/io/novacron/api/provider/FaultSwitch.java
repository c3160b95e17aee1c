package io.novacron.api.provider;

import java.util.List;

/**
 * Makes a simulated cloud fail on purpose. Registered by the simulator only; safe for use by many
 * threads. Faults do not survive a restart.
 */
public interface FaultSwitch {
  /** The faults in force, oldest first. */
  List<Fault> active();

  /**
   * Puts a fault in force.
   *
   * @return the fault with its id
   * @throws io.novacron.api.error.ProblemException with INVALID and the wrong field
   */
  Fault inject(FaultRequest request);

  /**
   * Takes a fault out of force.
   *
   * @return false when there is none of that id
   */
  boolean clear(String id);
}
