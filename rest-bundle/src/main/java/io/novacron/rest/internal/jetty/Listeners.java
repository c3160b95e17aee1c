package io.novacron.rest.internal.jetty;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionLimit;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Makes the connectors of the HTTP server: HTTP/1.1 and HTTP/2, plain and over TLS, with the same
 * limits, which may change while they serve. Thread-safe.
 */
public final class Listeners {
  private static final int HEADER_BYTES = 16 * 1024;

  /**
   * Some clients open no second connection when one is full, and what is under way is bounded for
   * all connections together.
   */
  private static final int STREAMS_PER_CONNECTION = 1000;

  private final Set<Made> made = ConcurrentHashMap.newKeySet();
  private volatile HttpSettings settings;

  public Listeners(HttpSettings settings) {
    this.settings = settings;
  }

  /** Applies other limits; those of idle connections to connections that come from now on. */
  public void settings(HttpSettings value) {
    settings = value;
    made.forEach(each -> each.apply(value));
  }

  /** A connector without TLS, not started. Over it HTTP/2 is spoken to clients that ask for it. */
  public ServerConnector plain(Server server, String host, int port) {
    HttpConfiguration http = configuration();
    HTTP2CServerConnectionFactory http2 = new HTTP2CServerConnectionFactory(http);
    limit(http2);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http), http2);
    return placed(connector, host, port);
  }

  /** A connector with TLS, not started, over which clients choose HTTP/2 or HTTP/1.1. */
  ServerConnector secure(Server server, TlsCertificates certificates, String host, int port) {
    HttpConfiguration http = configuration();
    // A client checks the name in the certificate; the names by which a proxy asks are its own.
    http.addCustomizer(new SecureRequestCustomizer(false));
    HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(http);
    limit(http2);
    ALPNServerConnectionFactory choice = new ALPNServerConnectionFactory("h2", "http/1.1");
    choice.setDefaultProtocol("http/1.1");
    ServerConnector connector =
        new ServerConnector(
            server,
            new SslConnectionFactory(certificates.context(), choice.getProtocol()),
            choice,
            http2,
            new HttpConnectionFactory(http));
    return placed(connector, host, port);
  }

  private ServerConnector placed(ServerConnector connector, String host, int port) {
    connector.setHost(host);
    connector.setPort(port);
    ConnectionLimit limit = new ConnectionLimit(settings.mostConnections(), connector);
    connector.addBean(limit);
    Made each = new Made(connector, limit);
    each.apply(settings);
    made.add(each);
    connector.addEventListener(
        new LifeCycle.Listener() {
          @Override
          public void lifeCycleStopped(LifeCycle stopped) {
            made.remove(each);
          }
        });
    return connector;
  }

  private static void limit(AbstractHTTP2ServerConnectionFactory http2) {
    http2.setMaxConcurrentStreams(STREAMS_PER_CONNECTION);
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setResponseHeaderSize(HEADER_BYTES);
    return http;
  }

  private record Made(ServerConnector connector, ConnectionLimit limit) {
    void apply(HttpSettings settings) {
      connector.setIdleTimeout(settings.idleTimeout().toMillis());
      limit.setMaxConnections(settings.mostConnections());
    }
  }
}
