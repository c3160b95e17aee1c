package io.novacron.core.internal.packing;

import io.novacron.api.packing.PackingOutcome.DecidedBy;
import io.novacron.api.packing.RankedHost;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the best host and the next while hosts pass by in any order. Better is, in this order:
 * fewer machines of the group in the failure domain, fewer of them on the host, the lower score,
 * the lower tie score, the lower lot, the name. Not thread-safe.
 */
final class BestTwo {
  private static final int NOBODY = -1;

  private final HostPool pool;
  private final Surroundings surroundings;
  private final HostScorer scorer;
  private final long seed;
  private int best = NOBODY;
  private double bestScore;
  private int next = NOBODY;
  private double nextScore;

  BestTwo(HostPool pool, Surroundings surroundings, HostScorer scorer, long seed) {
    this.pool = pool;
    this.surroundings = surroundings;
    this.scorer = scorer;
    this.seed = seed;
  }

  /** Takes a host into account that has room. */
  void add(int host) {
    double score = scorer.score(host);
    if (best == NOBODY || better(host, score, best, bestScore)) {
      next = best;
      nextScore = bestScore;
      best = host;
      bestScore = score;
    } else if (next == NOBODY || better(host, score, next, nextScore)) {
      next = host;
      nextScore = score;
    }
  }

  private boolean better(int host, double score, int other, double otherScore) {
    int group = compareGroup(host, other);
    if (group != 0) {
      return group < 0;
    }
    if (score != otherScore) {
      return score < otherScore;
    }
    double tie = scorer.tieScore(host);
    double otherTie = scorer.tieScore(other);
    if (tie != otherTie) {
      return tie < otherTie;
    }
    long lot = pool.lot(seed, host);
    long otherLot = pool.lot(seed, other);
    return lot != otherLot ? lot < otherLot : pool.name(host).compareTo(pool.name(other)) < 0;
  }

  private int compareGroup(int host, int other) {
    int inDomain =
        Integer.compare(surroundings.groupInDomain(host), surroundings.groupInDomain(other));
    return inDomain != 0
        ? inDomain
        : Integer.compare(surroundings.groupOnHost(host), surroundings.groupOnHost(other));
  }

  @Nullable RankedHost best() {
    return best == NOBODY ? null : ranked(best, bestScore);
  }

  @Nullable RankedHost next() {
    return next == NOBODY ? null : ranked(next, nextScore);
  }

  /** What put the best before the next. */
  DecidedBy decidedBy() {
    if (next == NOBODY) {
      return DecidedBy.NO_OTHER;
    }
    if (compareGroup(best, next) != 0) {
      return DecidedBy.GROUP;
    }
    if (bestScore != nextScore) {
      return DecidedBy.SCORE;
    }
    return scorer.tieScore(best) == scorer.tieScore(next) ? DecidedBy.LOT : DecidedBy.TIE_SCORE;
  }

  private RankedHost ranked(int host, double score) {
    return new RankedHost(
        pool.name(host),
        pool.domainName(host),
        scorer.gpus(host),
        surroundings.groupInDomain(host),
        surroundings.groupOnHost(host),
        score,
        scorer.tieScore(host));
  }
}
