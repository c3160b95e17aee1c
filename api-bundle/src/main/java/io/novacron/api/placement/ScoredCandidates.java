package io.novacron.api.placement;

import java.util.List;
import java.util.Objects;

/**
 * The candidates that passed all filters of a decision.
 *
 * @param decision the decision
 * @param total how many there were
 * @param best those with the highest scores, the best first; as many as were asked for
 */
public record ScoredCandidates(Decision decision, int total, List<ScoredCandidate> best) {
  public ScoredCandidates {
    Objects.requireNonNull(decision, "decision");
    best = List.copyOf(best);
  }
}
