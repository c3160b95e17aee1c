package io.novacron.core.internal.placement;

/** Is told what becomes of each candidate while a decision is made. Not thread-safe. */
interface Removals {
  /** A candidate passed every filter. */
  void pass();

  /**
   * A filter took a candidate out.
   *
   * @param filter position of the filter
   * @param price what the candidate would have cost
   */
  void remove(int filter, int account, int offer, long price);

  /**
   * A filter took all offers of a region out.
   *
   * @param filter position of the filter
   */
  void removeRegion(int filter, int account, int region);
}
