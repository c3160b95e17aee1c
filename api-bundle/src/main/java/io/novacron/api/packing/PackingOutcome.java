package io.novacron.api.packing;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What came of looking for a host, and why. */
public sealed interface PackingOutcome {
  /** From all hosts to those with room. */
  Funnel funnel();

  /**
   * A host was found.
   *
   * @param funnel how many hosts had room
   * @param assignment what {@link PoolOccupancy#with} takes
   * @param chosen the host
   * @param runnerUp the best of the others; absent when no other has room
   * @param decidedBy what put the chosen one before the runner-up
   */
  record Found(
      Funnel funnel,
      Assignment assignment,
      RankedHost chosen,
      @Nullable RankedHost runnerUp,
      DecidedBy decidedBy)
      implements PackingOutcome {
    public Found {
      Objects.requireNonNull(funnel, "funnel");
      Objects.requireNonNull(assignment, "assignment");
      Objects.requireNonNull(chosen, "chosen");
      Objects.requireNonNull(decidedBy, "decidedBy");
    }

    /**
     * By how much the chosen one is better in what decided; 0 when it was the only one or a lot
     * decided.
     */
    public double margin() {
      if (runnerUp == null) {
        return 0;
      }
      return switch (decidedBy) {
        case GROUP ->
            runnerUp.groupInDomain() != chosen.groupInDomain()
                ? runnerUp.groupInDomain() - chosen.groupInDomain()
                : runnerUp.groupOnHost() - chosen.groupOnHost();
        case SCORE -> runnerUp.score() - chosen.score();
        case TIE_SCORE -> runnerUp.tieScore() - chosen.tieScore();
        case LOT, NO_OTHER -> 0;
      };
    }
  }

  /**
   * No host has room.
   *
   * @param funnel what each lacks
   */
  record NoRoom(Funnel funnel) implements PackingOutcome {
    public NoRoom {
      Objects.requireNonNull(funnel, "funnel");
    }
  }

  /** What put a host before the runner-up. */
  enum DecidedBy {
    /** Fewer machines of the same group in its failure domain, or on it. */
    GROUP,
    /** The score. */
    SCORE,
    /** What decides between hosts of one score. */
    TIE_SCORE,
    /** Chance that follows from the seed and the names. */
    LOT,
    /** No other host has room. */
    NO_OTHER
  }
}
