package io.novacron.core.internal.operation;

import io.novacron.api.error.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The places at which a create was refused, as the journal keeps them.
 *
 * @param refused in order
 * @param seeking whether another place is to be found before the next call; it is certain then that
 *     the last one has no machine
 */
public record PlacesTried(List<Refused> refused, boolean seeking) {
  /** None yet. */
  static final PlacesTried NONE = new PlacesTried(List.of(), false);

  public PlacesTried {
    refused = List.copyOf(refused);
  }

  PlacesTried and(Refused last) {
    List<Refused> all = new ArrayList<>(refused);
    all.add(last);
    return new PlacesTried(all, true);
  }

  PlacesTried settled() {
    return new PlacesTried(refused, false);
  }

  /** The latest refusal. */
  public Refused last() {
    return refused.get(refused.size() - 1);
  }

  /**
   * One refusal.
   *
   * @param place where
   * @param problem why
   * @param at when
   */
  public record Refused(Place place, Problem problem, Instant at) {
    public Refused {
      Objects.requireNonNull(place, "place");
      Objects.requireNonNull(problem, "problem");
      Objects.requireNonNull(at, "at");
    }
  }
}
