package io.novacron.core.internal.placement;

import io.novacron.api.catalog.InstanceType;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the best candidate and the best of another offer while candidates pass by in any order.
 * Better is, in this order: the higher score, fewer vCPUs and less memory beyond what was asked,
 * the lower lot, the name. Not thread-safe.
 */
final class BestTwo {
  private static final int NOBODY = -1;

  private final Candidates candidates;
  private final long seed;
  private int account = NOBODY;
  private int offer = NOBODY;
  private double score;
  private int nextAccount = NOBODY;
  private int nextOffer = NOBODY;
  private double nextScore;

  BestTwo(Candidates candidates, long seed) {
    this.candidates = candidates;
    this.seed = seed;
  }

  /** Takes a candidate into account. */
  void add(int newAccount, int newOffer, double newScore) {
    if (offer == NOBODY || better(newAccount, newOffer, newScore, account, offer, score)) {
      if (offer != newOffer) {
        nextAccount = account;
        nextOffer = offer;
        nextScore = score;
      }
      account = newAccount;
      offer = newOffer;
      score = newScore;
    } else if (newOffer != offer
        && (nextOffer == NOBODY
            || better(newAccount, newOffer, newScore, nextAccount, nextOffer, nextScore))) {
      nextAccount = newAccount;
      nextOffer = newOffer;
      nextScore = newScore;
    }
  }

  @Nullable Candidate best() {
    return offer == NOBODY ? null : new Candidate(account, offer, score);
  }

  /** The best whose offer is not that of the best of all. */
  @Nullable Candidate next() {
    return nextOffer == NOBODY ? null : new Candidate(nextAccount, nextOffer, nextScore);
  }

  private boolean better(
      int oneAccount, int one, double oneScore, int otherAccount, int other, double otherScore) {
    if (oneScore != otherScore) {
      return oneScore > otherScore;
    }
    InstanceType type = candidates.columns().type(one);
    InstanceType otherType = candidates.columns().type(other);
    if (type.vcpus() != otherType.vcpus()) {
      return type.vcpus() < otherType.vcpus();
    }
    if (type.memoryGib() != otherType.memoryGib()) {
      return type.memoryGib() < otherType.memoryGib();
    }
    long lot = candidates.lot(seed, oneAccount, one);
    long otherLot = candidates.lot(seed, otherAccount, other);
    return lot != otherLot
        ? lot < otherLot
        : candidates.precedes(oneAccount, one, otherAccount, other);
  }
}
