package io.novacron.api.placement;

import java.util.Objects;

/**
 * What would have to change for another choice, found by deciding again with the change made.
 *
 * @param change the change, as a sentence
 * @param wouldChoose what would be chosen then
 */
public record Counterfactual(String change, Choice wouldChoose) {
  public Counterfactual {
    Objects.requireNonNull(change, "change");
    Objects.requireNonNull(wouldChoose, "wouldChoose");
  }
}
