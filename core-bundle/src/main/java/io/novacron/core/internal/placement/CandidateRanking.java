package io.novacron.core.internal.placement;

import io.novacron.api.catalog.Price;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.ScoredCandidate;
import io.novacron.api.placement.ScoredCandidates;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Ranks the candidates that pass all filters, and keeps the best. Used by one thread. */
final class CandidateRanking {
  private final PlacementInputs inputs;
  private final int most;
  private final PriorityQueue<Candidate> best;
  private int total;

  CandidateRanking(PlacementInputs inputs, int most) {
    this.inputs = inputs;
    this.most = most;
    this.best = new PriorityQueue<>(worstFirst(inputs.candidates()));
  }

  private static Comparator<Candidate> worstFirst(Candidates candidates) {
    return (one, other) -> {
      int byScore = Double.compare(one.score(), other.score());
      if (byScore != 0) {
        return byScore;
      }
      boolean precedes =
          candidates.precedes(one.account(), one.offer(), other.account(), other.offer());
      return precedes ? 1 : -1;
    };
  }

  /** Ranks. */
  ScoredCandidates of(Decision decision) {
    Scorer scorer = Scorer.of(inputs.request(), inputs.candidates(), inputs.policy());
    Placement.forEachPassing(
        inputs.request(),
        inputs.candidates(),
        inputs.policy(),
        (account, offer) -> add(new Candidate(account, offer, scorer.score(account, offer))));
    List<ScoredCandidate> ranked = new ArrayList<>();
    while (!best.isEmpty()) {
      ranked.add(told(best.remove()));
    }
    Collections.reverse(ranked);
    return new ScoredCandidates(decision, total, ranked);
  }

  private void add(Candidate candidate) {
    total++;
    best.add(candidate);
    if (best.size() > most) {
      best.remove();
    }
  }

  private ScoredCandidate told(Candidate candidate) {
    CatalogColumns columns = inputs.candidates().columns();
    PlacementAccount account = inputs.candidates().account(candidate.account());
    return new ScoredCandidate(
        account.name(),
        account.cloud(),
        columns.region(candidate.offer()).id(),
        columns.type(candidate.offer()).name(),
        Price.ofMicros(columns.prices(inputs.request().market()).micros(candidate.offer())),
        candidate.score());
  }
}
