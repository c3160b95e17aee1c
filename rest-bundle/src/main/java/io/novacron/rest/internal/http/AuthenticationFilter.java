package io.novacron.rest.internal.http;

import io.novacron.api.error.Category;
import io.novacron.api.error.ProblemException;
import io.novacron.api.security.Authenticator;
import io.novacron.api.security.Credential;
import io.novacron.api.security.Secret;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Set;

/**
 * Finds out who is calling before anything else is looked at, so that a stranger does not even
 * learn which routes there are. Only the exact paths of the health probes are open.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION)
final class AuthenticationFilter implements ContainerRequestFilter {
  private static final Set<String> OPEN = Set.of("health/live", "health/ready");
  private static final String SCHEME = "Bearer ";
  private static final String CHANNEL = "rest";

  private final Services services;

  AuthenticationFilter(Services services) {
    this.services = services;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (OPEN.contains(request.getUriInfo().getPath(false))) {
      return;
    }
    Authenticator authenticator = services.authenticator().require();
    Secret token = token(request);
    Exchange exchange = Exchange.of(request);
    try {
      Callers.set(
          request,
          authenticator.authenticate(
              new Credential.BearerToken(token),
              CHANNEL,
              exchange.address(),
              exchange.requestId()));
    } catch (ProblemException e) {
      if (e.problem().category() == Category.UNAUTHENTICATED) {
        throw Rejections.badToken(e.problem());
      }
      throw e;
    }
  }

  private static Secret token(ContainerRequestContext request) {
    List<String> headers = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
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
