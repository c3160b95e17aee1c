package io.novacron.core.internal.spot;

/** What the policy advises. Savings are over the horizon, after the cost of the move. */
public sealed interface SpotAdvice {
  /** Sentences that hold the figures, for people. */
  String why();

  /**
   * Leave it where it is.
   *
   * @param why see {@link #why()}
   */
  record Stay(String why) implements SpotAdvice {}

  /**
   * Go to a place on spot.
   *
   * @param to where
   * @param expectedSavingUsd what is saved against staying, in US dollars, above 0; against on
   *     demand when there is no staying
   * @param why see {@link #why()}
   */
  record Move(String to, double expectedSavingUsd, String why) implements SpotAdvice {}

  /**
   * Go on demand.
   *
   * @param expectedSavingUsd what is saved against staying, in US dollars; when there is no
   *     staying, against the cheapest place on spot, or 0 when none is known
   * @param why see {@link #why()}
   */
  record OnDemand(double expectedSavingUsd, String why) implements SpotAdvice {}
}
