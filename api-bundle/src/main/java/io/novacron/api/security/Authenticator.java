package io.novacron.api.security;

/**
 * Finds out who a caller is. Answers from local memory, never blocks on I/O, and is safe for use by
 * many threads.
 */
public interface Authenticator {
  /**
   * Turns a credential into a caller.
   *
   * @param credential what was shown
   * @param channel the way in: {@code rest} or {@code shell}
   * @param address network address of the caller, or {@code local}
   * @param requestId id of the request
   * @return the caller
   * @throws io.novacron.api.error.ProblemException with UNAUTHENTICATED when it proves nobody; the
   *     problem does not say why, so that nothing can be learnt from it; with THROTTLED and the
   *     time to wait when the address has shown too many that prove nobody
   */
  Caller authenticate(Credential credential, String channel, String address, String requestId);
}
