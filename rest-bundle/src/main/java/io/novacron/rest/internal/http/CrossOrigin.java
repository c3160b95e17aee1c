package io.novacron.rest.internal.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlets.CrossOriginFilter;
import org.jspecify.annotations.Nullable;

/**
 * Lets pages of other origins read answers in a browser, when their origin is allowed. The filter
 * of the HTTP server does it; here it follows the settings, which may change at any time.
 *
 * <p>Credentials of the browser are never allowed: who calls is told by a token that the page
 * itself has.
 */
// The handler that is to replace the filter can be put only into a server that is not started yet,
// and the container starts it.
@SuppressWarnings("removal")
final class CrossOrigin {
  private static final String METHODS = "GET,HEAD,POST,PUT,PATCH,DELETE";
  private static final String REQUEST_HEADERS =
      "Authorization,Content-Type,Content-Encoding,Accept,If-Match,If-None-Match,Idempotency-Key,"
          + "Last-Event-ID,Cache-Control,X-Request-Id";
  private static final String ANSWER_HEADERS =
      "ETag,Location,Retry-After,X-Request-Id,Idempotency-Replayed,RateLimit,RateLimit-Policy";
  private static final String SECONDS_KEPT = "600";

  private final Supplier<RestSettings> settings;
  private volatile @Nullable Applied applied;

  CrossOrigin(Supplier<RestSettings> settings) {
    this.settings = settings;
  }

  /** Answers a preflight, or passes the request on with the headers that its origin needs. */
  void filter(HttpServletRequest request, HttpServletResponse response, FilterChain rest)
      throws IOException, ServletException {
    List<String> origins = settings.get().allowedOrigins();
    if (origins.isEmpty() || request.getHeader("Origin") == null) {
      rest.doFilter(request, response);
      return;
    }
    Applied current = applied;
    if (current == null || !current.origins.equals(origins)) {
      current = new Applied(origins, made(origins));
      applied = current;
    }
    current.filter.doFilter(request, response, rest);
  }

  private static CrossOriginFilter made(List<String> origins) throws ServletException {
    CrossOriginFilter filter = new CrossOriginFilter();
    filter.init(
        new Parameters(
            Map.of(
                CrossOriginFilter.ALLOWED_ORIGINS_PARAM,
                String.join(",", origins),
                CrossOriginFilter.ALLOWED_METHODS_PARAM,
                METHODS,
                CrossOriginFilter.ALLOWED_HEADERS_PARAM,
                REQUEST_HEADERS,
                CrossOriginFilter.EXPOSED_HEADERS_PARAM,
                ANSWER_HEADERS,
                CrossOriginFilter.ALLOW_CREDENTIALS_PARAM,
                "false",
                CrossOriginFilter.PREFLIGHT_MAX_AGE_PARAM,
                SECONDS_KEPT,
                CrossOriginFilter.CHAIN_PREFLIGHT_PARAM,
                "false")));
    return filter;
  }

  private record Applied(List<String> origins, CrossOriginFilter filter) {}

  /** The parameters of a filter that no container has made. */
  private record Parameters(Map<String, String> values) implements FilterConfig {
    @Override
    public String getFilterName() {
      return "novacron-cross-origin";
    }

    @Override
    public ServletContext getServletContext() {
      throw new UnsupportedOperationException("the filter is used without a context");
    }

    @Override
    public @Nullable String getInitParameter(String name) {
      return values.get(name);
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
      return Collections.enumeration(values.keySet());
    }
  }
}
