package io.novacron.security.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.security.Authenticator;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Credential;
import io.novacron.api.security.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows callers by their bearer tokens, and the admin by the shell's key. The only principal that
 * the container proves is the owner of that key; any other name, such as the container's own local
 * user, is nobody here.
 *
 * <p>An address that shows bad tokens again and again is told to wait. A good token is let in all
 * the same: tokens are too long to be guessed, so what a lock would keep out are the other clients
 * behind the same proxy or on the same machine, at the will of any one of them.
 */
public final class TokenAuthenticator implements Authenticator {
  private final List<Identity> identities;
  private final RefusedAttempts refused;
  private final AttemptLimit limit;

  public TokenAuthenticator(
      List<Identity> identities, RefusedAttempts refused, AttemptLimit limit) {
    this.identities = List.copyOf(identities);
    this.refused = refused;
    this.limit = limit;
  }

  @Override
  public Caller authenticate(
      Credential credential, String channel, String address, String requestId) {
    Caller caller = find(credential, channel, address, requestId);
    if (caller == null) {
      refused.add(channel, address, requestId);
      Duration wait = limit.failed(address);
      throw wait.isZero() ? unauthenticated() : tooMany(address, wait);
    }
    return caller;
  }

  private @Nullable Caller find(
      Credential credential, String channel, String address, String requestId) {
    if (credential instanceof Credential.ProvenPrincipal proven) {
      return proven.name().equals(Identity.ADMIN)
          ? caller(Identity.ADMIN, Role.ADMIN, channel, address, requestId)
          : null;
    }
    Secret shown = ((Credential.BearerToken) credential).token();
    Identity found = null;
    for (Identity identity : identities) {
      // All are compared, each in constant time, so that the time tells nothing.
      if (identity.token().equals(shown)) {
        found = identity;
      }
    }
    return found == null
        ? null
        : caller(found.principal(), found.role(), channel, address, requestId);
  }

  private static Caller caller(
      String principal, Role role, String channel, String address, String requestId) {
    return new Caller(
        principal, Identity.TENANT, Set.of(role.roleName()), channel, address, requestId);
  }

  private static ProblemException tooMany(String address, Duration wait) {
    return Problem.builder(
            "too-many-attempts",
            Category.THROTTLED,
            "too many bad credentials were shown from " + address)
        .retryAfter(wait)
        .nextStep(
            "Correct the token of the client there; a valid one is let in at once. The token of the"
                + " first start is in security/admin-token in the data directory.")
        .toException();
  }

  private static ProblemException unauthenticated() {
    return Problem.builder(
            "unauthenticated", Category.UNAUTHENTICATED, "no valid credential was shown")
        .nextStep(
            "Send the header \"Authorization: Bearer <token>\"; the first start wrote a token to"
                + " security/admin-token in the data directory.")
        .toException();
  }
}
