package io.novacron.api.machine;

import io.novacron.api.security.Caller;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Takes machines into care that were made by other means, for the faces. */
public interface AdoptionService {
  /** Type of the condition that tells whether an adopted machine carries our owner tag yet. */
  String ADOPTED = "Adopted";

  /**
   * Looks at the machine at its cloud, records it, and begins to give it our owner tag. Until the
   * cloud's own answer carries the tag, nothing can be done with it; when that cannot be had, the
   * record ends as DELETED and the machine is left alone.
   *
   * <p>Adopting a machine again gives the machine that it has become, with its latest operation,
   * marked as repeated. Its image is not known, and is recorded as {@code unknown}; its price is
   * the catalog's on-demand price.
   *
   * @param idempotencyKey 1 to 128 visible ASCII characters, which no other request of the last 24
   *     hours used; absent for none. The same request with the same key gets the first answer
   * @return the machine in state UNKNOWN and its operation, once both are durable. Fails with
   *     INVALID and the wrong fields, NOT_FOUND (code {@code instance-not-found}) when the cloud
   *     does not have it, CONFLICT (code {@code owned-by-another}) when it carries the owner tag of
   *     another control plane, and as {@link MachineService} does
   */
  CompletionStage<Accepted> adopt(
      Caller caller, AdoptionRequest request, @Nullable String idempotencyKey);

  /** Adopts a machine, without an idempotency key. */
  default CompletionStage<Accepted> adopt(Caller caller, AdoptionRequest request) {
    return adopt(caller, request, null);
  }
}
