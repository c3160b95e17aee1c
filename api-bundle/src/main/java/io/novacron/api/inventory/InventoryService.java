package io.novacron.api.inventory;

import io.novacron.api.machine.Machine;
import io.novacron.api.security.Caller;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * How fresh what is known of the clouds is, for the faces. Methods return at once and are safe for
 * use by many threads; stages fail with a {@link io.novacron.api.error.ProblemException}.
 */
public interface InventoryService {
  /**
   * One machine, deleted ones included, seen at most so long ago. When it was seen before, its
   * cloud is asked, for a bounded time; when that gives nothing, the answer is what is known, and
   * its {@code observedAt} tells the age. While an operation moves a machine it is not asked for.
   *
   * @param maxAge oldest that is good enough; zero or more
   */
  CompletionStage<Machine> get(Caller caller, String id, Duration maxAge);

  /**
   * Lists what was listed longer ago than so at the clouds anew, for a bounded time; what could not
   * be had stays as it is known.
   *
   * @param account only this account; absent for all of the caller's tenant
   * @param region only this region; absent for all
   * @param maxAge oldest that is good enough; zero or more
   */
  CompletionStage<Void> refresh(
      Caller caller, @Nullable String account, @Nullable String region, Duration maxAge);

  /** How it stands with each region of each account that is listed, by account and region. */
  CompletionStage<List<RegionView>> regions(Caller caller);
}
