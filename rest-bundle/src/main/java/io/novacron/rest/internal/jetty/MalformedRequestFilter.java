package io.novacron.rest.internal.jetty;

import io.novacron.rest.internal.http.RequestIdentifiers;
import io.novacron.rest.internal.json.JsonFormat;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/**
 * Gives the HTTP server our answers to malformed requests. The container hands its server out to
 * nobody, but every request knows it, so the first request after each start of the server does it.
 */
@Component(
    service = Filter.class,
    property = {
      "osgi.http.whiteboard.filter.pattern=/*",
      "osgi.http.whiteboard.filter.asyncSupported:Boolean=true"
    })
public final class MalformedRequestFilter implements Filter {
  private final MalformedRequestAnswers answers =
      new MalformedRequestAnswers(
          JsonFormat.mapper(),
          new RequestIdentifiers(() -> ThreadLocalRandom.current().nextLong()));
  private volatile @Nullable Server server;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (server == null) {
      Server found =
          ServletContextRequest.getServletContextRequest(request)
              .getConnectionMetaData()
              .getConnector()
              .getServer();
      found.setErrorHandler(answers);
      server = found;
    }
    chain.doFilter(request, response);
  }

  /** Gives the server its own answers back, since it may outlive this bundle. */
  @Override
  public void destroy() {
    Server found = server;
    if (found != null) {
      found.setErrorHandler(null);
      server = null;
    }
  }
}
