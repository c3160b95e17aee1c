package io.novacron.core.internal.placement;

import java.util.List;

/** Knows which accounts a machine may be placed in now. Safe for use by many threads. */
@FunctionalInterface
public interface PlacementAccounts {
  /**
   * The accounts that a tenant may use and that can take a machine now, in any order. Answers from
   * local memory.
   */
  List<PlacementAccount> usable(String tenant);
}
