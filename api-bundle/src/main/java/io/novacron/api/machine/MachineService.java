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
   * @param id id of the machine
   * @param action what to do
   * @param expectedRevision revision that the machine must have, or absent for any; another is
   *     CONFLICT (code {@code revision-mismatch})
   * @param idempotencyKey as for a create
   */
  CompletionStage<Accepted> act(
      Caller caller,
      String id,
      MachineAction action,
      @Nullable Long expectedRevision,
      @Nullable String idempotencyKey);
}
