package io.novacron.api.provider;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Machines of one account. Methods return at once; their stages complete with an {@link Outcome},
 * at the latest at the context's deadline, and never fail. Implementations do not cache and do not
 * retry: the caller holds the budget.
 */
public interface Compute {
  /**
   * Makes a machine that carries the owner tag from its creation. The same token and request give
   * the same machine; the same token with another request is CONFLICT and makes nothing.
   */
  CompletionStage<Outcome<Instance>> create(CallContext context, InstanceRequest request);

  /** Starts a stopped machine. Done when it runs; starting one that runs is Done at once. */
  CompletionStage<Outcome<Instance>> start(CallContext context, String region, String reference);

  /**
   * Stops a running machine. Done when it is stopped; stopping a stopped one is Done at once.
   *
   * @param force pull the plug instead of asking the guest
   */
  CompletionStage<Outcome<Instance>> stop(
      CallContext context, String region, String reference, boolean force);

  /**
   * Starts a running machine anew; it keeps its reference, addresses and disks. Done when it runs
   * again. A repeat may start it once more, so the caller asks for its state first; where that
   * cannot tell, at least once is the promise.
   *
   * @param force do not wait for the guest
   */
  CompletionStage<Outcome<Instance>> restart(
      CallContext context, String region, String reference, boolean force);

  /**
   * Writes the memory of a running machine away and stops it. Done when it is PAUSED; pausing a
   * paused one is Done at once. UNSUPPORTED with the reason without {@link Capability#PAUSE}.
   */
  CompletionStage<Outcome<Instance>> pause(CallContext context, String region, String reference);

  /**
   * Lets a paused machine go on. Done when it runs; resuming one that runs is Done at once.
   * UNSUPPORTED with the reason without {@link Capability#PAUSE}.
   */
  CompletionStage<Outcome<Instance>> resume(CallContext context, String region, String reference);

  /**
   * Gives a machine another instance type of the same architecture; it keeps its reference and
   * disks. Done when it has the type and is as it was before, RUNNING or STOPPED; one that has the
   * type already is Done at once. A failure leaves the machine with the type that it had.
   * UNSUPPORTED with the reason without {@link Capability#RESIZE}, or {@link
   * Capability#RESIZE_RUNNING} while it runs.
   *
   * @param instanceType the cloud's own type
   */
  CompletionStage<Outcome<Instance>> resize(
      CallContext context, String region, String reference, String instanceType);

  /**
   * Deletes a machine for good. Deleting one that is missing or being deleted succeeds.
   *
   * @param force do not wait for the guest
   */
  CompletionStage<Outcome<Void>> delete(
      CallContext context, String region, String reference, boolean force);

  /**
   * Asks how a call that was {@link Outcome.Accepted} is getting on.
   *
   * @param handle the handle it gave
   * @return Accepted again while it is working; the machine when it is done, in the state reached
   *     (DELETED for a delete)
   */
  CompletionStage<Outcome<Instance>> poll(CallContext context, String region, String handle);

  /**
   * Describes one machine.
   *
   * @return empty when the cloud says that there is none; within the visibility bound after a
   *     create that is no proof. A deleted machine that the cloud still shows is in state DELETED.
   */
  CompletionStage<Outcome<Optional<Instance>>> describe(
      CallContext context, String region, String reference);

  /**
   * Finds the machines made with a token. More than one only where the cloud honours no token.
   *
   * @param token the token of a create
   */
  CompletionStage<Outcome<List<Instance>>> findByToken(
      CallContext context, String region, String token);

  /**
   * Finds the machines that carry exactly this owner tag, deleted ones included while they are
   * shown.
   */
  CompletionStage<Outcome<List<Instance>>> findByOwner(
      CallContext context, String region, OwnerTag owner);

  /**
   * Lists the machines of a region, ours and others.
   *
   * @param pageToken where to go on, or absent for the first page
   */
  CompletionStage<Outcome<InstancePage>> list(
      CallContext context, String region, @Nullable String pageToken);

  /**
   * Gives a machine that was made by other means our owner tag, beside the tags that it has. Doing
   * it again with the same tag changes nothing. One that carries the owner tag of another control
   * plane, or of another machine of ours, is CONFLICT and stays as it is.
   *
   * @return the machine with its tags as the cloud now shows them
   */
  CompletionStage<Outcome<Instance>> tag(
      CallContext context, String region, String reference, OwnerTag owner);
}
