package io.novacron.core.internal.spot;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a spot machine stays, moves, or goes on demand. A pure function of its question,
 * whose cost grows with the number of candidates only; for use by any thread.
 *
 * <p>An hour in a place is expected to cost the mean of its prices plus what interruptions cost
 * (see {@link CostTable}); an hour on demand costs its price. A machine leaves for the cheapest of
 * them when
 *
 * <pre>(cost of an hour here - cost of an hour there) x horizon &gt; cost of the move</pre>
 *
 * <p>and this is all its hysteresis: where moves are dear it waits for a larger difference, where
 * they are cheap for a smaller. The rule is that of a single investment that pays back within the
 * horizon; the mean keeps it from following single prices. What it was compared with, among others
 * the work function algorithm of Borodin, Linial and Saks (1992), stands in decision 0015.
 */
public final class SpotPolicy {
  private final SpotParameters parameters;

  /** A policy that goes by these parameters. */
  public SpotPolicy(SpotParameters parameters) {
    this.parameters = Objects.requireNonNull(parameters, "parameters");
  }

  /**
   * Decides.
   *
   * @throws IllegalArgumentException when the mean prices of the question have another half-life
   *     than this policy
   */
  public SpotAdvice decide(SpotQuestion question) {
    if (!question.seen().halfLife().equals(parameters.halfLife())) {
      throw new IllegalArgumentException(
          "the observations have a half-life of %s but the policy one of %s"
              .formatted(question.seen().halfLife(), parameters.halfLife()));
    }
    CostTable table = CostTable.of(question, parameters);
    Sentences sentences = new Sentences(question, table, parameters);
    if (question.present() instanceof Present.OnDemand) {
      return fromOnDemand(question, table, sentences);
    }
    if (question.present() instanceof Present.OnSpot spot
        && !table.withdrawn().contains(spot.place())) {
      HourlyCost here = table.costs().get(spot.place());
      return here == null
          ? new SpotAdvice.Stay(sentences.nothingKnownHere(spot.place()))
          : fromSpot(question, here, table, sentences);
    }
    return anew(question, table, sentences);
  }

  private SpotAdvice fromSpot(
      SpotQuestion question, HourlyCost here, CostTable table, Sentences sentences) {
    double onDemand = question.onDemandUsdPerHour();
    HourlyCost there = cheaperThanOnDemand(table, here.place(), onDemand);
    double cost = there == null ? onDemand : there.totalUsd();
    double saving = saving(here.totalUsd() - cost, question);
    if (saving <= 0) {
      return new SpotAdvice.Stay(sentences.stay(here, there, saving));
    }
    return there == null
        ? new SpotAdvice.OnDemand(saving, sentences.toOnDemand(here, saving))
        : new SpotAdvice.Move(there.place(), saving, sentences.move(here, there, saving));
  }

  private SpotAdvice fromOnDemand(SpotQuestion question, CostTable table, Sentences sentences) {
    double onDemand = question.onDemandUsdPerHour();
    HourlyCost there = cheaperThanOnDemand(table, null, onDemand);
    double saving = there == null ? 0 : saving(onDemand - there.totalUsd(), question);
    return there == null || saving <= 0
        ? new SpotAdvice.Stay(sentences.stay(null, there, saving))
        : new SpotAdvice.Move(there.place(), saving, sentences.move(null, there, saving));
  }

  /** Where there is no staying, the move costs the same wherever it leads. */
  private SpotAdvice anew(SpotQuestion question, CostTable table, Sentences sentences) {
    double onDemand = question.onDemandUsdPerHour();
    Optional<HourlyCost> cheapest = table.cheapestBeside(null);
    double saving =
        cheapest.map(cost -> (onDemand - cost.totalUsd()) * parameters.horizonHours()).orElse(0.0);
    HourlyCost there = cheapest.orElse(null);
    return there == null || saving <= 0
        ? new SpotAdvice.OnDemand(Math.abs(saving), sentences.beginOnDemand(there))
        : new SpotAdvice.Move(there.place(), saving, sentences.begin(there, saving));
  }

  private static @Nullable HourlyCost cheaperThanOnDemand(
      CostTable table, @Nullable String beside, double onDemand) {
    return table.cheapestBeside(beside).filter(cost -> cost.totalUsd() < onDemand).orElse(null);
  }

  private double saving(double perHour, SpotQuestion question) {
    return perHour * parameters.horizonHours() - question.costs().moveUsd();
  }
}
