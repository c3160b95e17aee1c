package io.novacron.api.machine;

import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Machines, for the faces. Authorises the caller and keeps an audit record of every change before
 * it answers. Methods return at once and are safe for use by many threads; stages fail with a
 * {@link io.novacron.api.error.ProblemException}: INVALID with the wrong fields, DENIED, NOT_FOUND,
 * CONFLICT, or UNAVAILABLE while the state store is not there.
 */
public interface MachineService {
  /**
   * Decides where the machine goes, records it with its operation and decision in one transaction,
   * and begins.
   *
   * @param spec what is asked for
   * @param idempotencyKey 1 to 128 visible ASCII characters; the same key with the same spec gives
   *     the same answer for 24 hours, with another it is INVALID (code {@code
   *     idempotency-key-reused}); absent for none
   * @return the machine in state CREATING and its operation, once both are durable
   */
  CompletionStage<Accepted> create(
      Caller caller, MachineSpec spec, @Nullable String idempotencyKey);

  /** One machine by its id, deleted ones included. */
  CompletionStage<Machine> get(Caller caller, String id);

  /** Lists machines; only those that the caller may read. */
  CompletionStage<Page<Machine>> list(Caller caller, MachineQuery query);

  /**
   * Begins an action on a machine. Deleting a deleted machine, or one that is being deleted, gives
   * its latest operation again.
   *
   * <p>By force, a stop, restart or delete may also be begun while another operation moves the
   * machine: that one ends as CANCELLED in the same write. A forced delete forgets nothing: the
   * machine counts as deleted only when the cloud has shown that it is gone, and while no provider
   * serves the account it waits.
   *
   * @param id id of the machine
   * @param request what to do; INVALID with a field when it does not fit the action, UNSUPPORTED
   *     with the reason when the machine's cloud lacks it
   * @param expectedRevision revision that the machine must have, or absent for any; another is
   *     CONFLICT (code {@code revision-mismatch})
   * @param idempotencyKey as for a create
   */
  CompletionStage<Accepted> act(
      Caller caller,
      String id,
      ActionRequest request,
      @Nullable Long expectedRevision,
      @Nullable String idempotencyKey);

  /** Begins an action that needs to know nothing. */
  default CompletionStage<Accepted> act(
      Caller caller,
      String id,
      MachineAction action,
      @Nullable Long expectedRevision,
      @Nullable String idempotencyKey) {
    return act(caller, id, ActionRequest.of(action), expectedRevision, idempotencyKey);
  }

  /**
   * Changes what is wanted of a machine. A change of labels is done with the answer, by an UPDATE
   * operation; another desired state or size begins the operation that leads there. Labels may be
   * changed together with one of these; a desired state and a size at once are INVALID.
   *
   * <p>Labels are the control plane's own: the tags that the cloud was given at the create stay.
   *
   * @param id id of the machine
   * @param patch what changes
   * @param expectedRevision as for an action
   * @return the machine with what is wanted now, and the operation: done, or begun
   */
  CompletionStage<Accepted> update(
      Caller caller, String id, MachinePatch patch, @Nullable Long expectedRevision);
}
