package io.novacron.provider.tck;

import io.novacron.api.error.Category;

/**
 * Brings the cloud under test into trouble for a while. A runner whose cloud cannot be brought into
 * one aborts the test with the reason ({@link org.junit.jupiter.api.Assumptions}).
 */
public interface Troubles {
  /**
   * Makes every create fail while something is tried.
   *
   * @param category CAPACITY, QUOTA, THROTTLED or DENIED
   * @param attempt what is tried meanwhile
   */
  void refuseCreates(Category category, Runnable attempt);

  /**
   * Makes the cloud report a state that the provider does not know while something is tried.
   *
   * @param word the cloud's word
   * @param attempt what is tried meanwhile
   */
  void reportState(String word, Runnable attempt);
}
