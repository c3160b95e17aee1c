package io.novacron.api.placement;

import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Placement decisions, for the faces. Methods return at once and are safe for use by many threads;
 * stages fail with a {@link io.novacron.api.error.ProblemException}.
 */
public interface PlacementService {
  /**
   * Decides without creating anything, and keeps the decision.
   *
   * @return the decision; without a choice when no candidate passed, its funnel saying which
   *     filters took them out
   */
  CompletionStage<Decision> decide(Caller caller, PlacementRequest request);

  /** One decision by its id; NOT_FOUND when there is none. */
  CompletionStage<Decision> get(Caller caller, String id);

  /**
   * Lists decisions, newest first.
   *
   * @param pageSize 1 to 1,000
   * @param pageToken where to go on, as an earlier page gave it
   */
  CompletionStage<Page<Decision>> list(Caller caller, int pageSize, @Nullable String pageToken);

  /**
   * Makes decisions again, each from the inputs that were kept of it, with what is supposed in
   * their place; changes nothing. Takes some milliseconds for each.
   *
   * @return what became of them; INVALID when the request is out of range, NOT_FOUND when an id or
   *     the policy is not there
   */
  CompletionStage<Replay> replay(Caller caller, ReplayRequest request);

  /**
   * The factors that decisions can be scored by now, by name.
   *
   * @return what is there, with the name of the source that fills each
   */
  CompletionStage<List<LiveFactor>> factors(Caller caller);

  /**
   * The candidates that passed all filters of a decision, found again from the inputs that were
   * kept of it.
   *
   * @param most how many of the best are wanted, 1 to 10,000
   * @return NOT_FOUND when there is no such decision, or when its inputs are not kept
   */
  CompletionStage<ScoredCandidates> candidates(Caller caller, String id, int most);

  /**
   * Advises whether a spot machine stays, moves, or goes on demand, by prices that the caller has
   * seen; changes nothing and keeps nothing. A pure function of the request, but for its time.
   *
   * @return the advice; INVALID with the fields that are out of range
   */
  CompletionStage<SpotAdvice> adviseOnSpot(Caller caller, SpotAdviceRequest request);
}
