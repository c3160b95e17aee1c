package io.novacron.core.internal.spot;

/** Checks of what is given in US dollars. */
final class Amounts {
  private Amounts() {}

  /** The amount itself when it is a number from 0 on. */
  static double require(double dollars, String name) {
    // Written so that what is not a number is refused too.
    if (!(dollars >= 0 && dollars <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(name + " must be 0 or more but is " + dollars);
    }
    return dollars;
  }
}
