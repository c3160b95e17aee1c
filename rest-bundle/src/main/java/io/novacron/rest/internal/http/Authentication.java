package io.novacron.rest.internal.http;

import io.novacron.api.error.Category;
import io.novacron.api.error.ProblemException;
import io.novacron.api.security.Authenticator;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Credential;
import io.novacron.api.security.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells from its bearer token whose request it is. */
final class Authentication {
  private static final String SCHEME = "Bearer ";
  private static final String CHANNEL = "rest";

  private final Services services;

  Authentication(Services services) {
    this.services = services;
  }

  /**
   * The caller of a request.
   *
   * @param headers its Authorization headers
   * @throws RejectedException when there is no token, or not one that is accepted
   */
  Caller caller(@Nullable List<String> headers, Exchange exchange) {
    Authenticator authenticator = services.authenticator().require();
    Secret token = token(headers);
    try {
      return authenticator.authenticate(
          new Credential.BearerToken(token), CHANNEL, exchange.address(), exchange.requestId());
    } catch (ProblemException e) {
      if (e.problem().category() == Category.UNAUTHENTICATED) {
        throw Rejections.badToken(e.problem());
      }
      throw e;
    }
  }

  private static Secret token(@Nullable List<String> headers) {
    if (headers == null || headers.isEmpty()) {
      throw Rejections.unauthenticated("This needs a bearer token, and the request has none.");
    }
    String header = headers.get(0);
    if (headers.size() > 1
        || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        || header.substring(SCHEME.length()).isBlank()) {
      throw Rejections.unauthenticated("The Authorization header must be one bearer token.");
    }
    return Secret.of(header.substring(SCHEME.length()).strip());
  }
}
