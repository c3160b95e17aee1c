package io.novacron.rest.internal.http;

import io.novacron.api.security.Caller;
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
  private final CallerLimits limits;

  AuthenticationFilter(Authentication authentication, CallerLimits limits) {
    this.authentication = authentication;
    this.limits = limits;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (open(request.getUriInfo().getPath(false))) {
      return;
    }
    Exchange exchange = Exchange.of(request);
    Caller caller =
        authentication.caller(request.getHeaders().get(HttpHeaders.AUTHORIZATION), exchange);
    Callers.set(request, caller);
    limits.take(caller.principal()).forEach(exchange::header);
  }

  private static boolean open(String path) {
    return OPEN.contains(path)
        || OPEN_PAGES.stream().anyMatch(page -> path.equals(page) || path.startsWith(page + "/"));
  }
}
