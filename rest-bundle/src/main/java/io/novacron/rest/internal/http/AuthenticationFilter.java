package io.novacron.rest.internal.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Set;

/**
 * Finds out who is calling before anything else is looked at, so that a stranger does not even
 * learn which routes there are. Only the exact paths of the health probes are open.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION)
final class AuthenticationFilter implements ContainerRequestFilter {
  private static final Set<String> OPEN = Set.of("health/live", "health/ready");

  /** The same in every installation, and for browsers, which can't send a token. */
  private static final Set<String> OPEN_PAGES = Set.of("docs", "problems");

  private final Authentication authentication;

  AuthenticationFilter(Authentication authentication) {
    this.authentication = authentication;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (open(request.getUriInfo().getPath(false))) {
      return;
    }
    Callers.set(
        request,
        authentication.caller(
            request.getHeaders().get(HttpHeaders.AUTHORIZATION), Exchange.of(request)));
  }

  private static boolean open(String path) {
    return OPEN.contains(path)
        || OPEN_PAGES.stream().anyMatch(page -> path.equals(page) || path.startsWith(page + "/"));
  }
}
