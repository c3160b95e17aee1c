package io.novacron.rest.internal.jetty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the container's HTTP server our connectors, and keeps them as the settings say. A setting
 * that is wrong, a certificate included, is refused before anything changes.
 */
@Component(
    immediate = true,
    service = {},
    configurationPid = HttpConfigurationKeys.PID)
@Designate(ocd = HttpConfigurationKeys.class)
public final class HttpListeners {
  private static final Logger LOG = LoggerFactory.getLogger(HttpListeners.class);
  private static final long CHECK_SECONDS = 2;

  private final BundleContext bundles;
  private final Listeners listeners;
  private final ScheduledThreadPoolExecutor scheduler;
  private final ServiceRegistration<ConnectorFactory> plain;
  private HttpSettings settings = HttpSettings.DEFAULT;
  private @Nullable Secure secure;

  @Activate
  public HttpListeners(BundleContext bundles, Map<String, Object> properties) {
    this.bundles = bundles;
    this.listeners = new Listeners(settings);
    this.scheduler =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "novacron-tls-files");
              thread.setDaemon(true);
              return thread;
            });
    scheduler.setRemoveOnCancelPolicy(true);
    apply(properties);
    String host = property("novacron.http.host");
    int port = Integer.parseInt(property("novacron.http.port"));
    plain =
        bundles.registerService(
            ConnectorFactory.class,
            server -> {
              withdrawOthers(server);
              return listeners.plain(server, host, port);
            },
            null);
  }

  /** The container's own connector speaks no HTTP/2; it is only there for the server to start. */
  private static void withdrawOthers(Server server) {
    for (Connector connector : server.getConnectors()) {
      if (connector.getConnectionFactory("h2c") == null
          && connector.getConnectionFactory("alpn") == null) {
        try {
          connector.stop();
        } catch (Exception e) {
          throw new IllegalStateException("the container's own listener can't be stopped", e);
        }
        server.removeConnector(connector);
      }
    }
  }

  @Modified
  synchronized void modified(Map<String, Object> properties) {
    apply(properties);
  }

  @Deactivate
  synchronized void deactivate() {
    scheduler.shutdownNow();
    plain.unregister();
    if (secure != null) {
      secure.close();
      secure = null;
    }
  }

  private void apply(Map<String, Object> properties) {
    try {
      HttpSettings wanted = HttpSettings.of(properties);
      TlsSettings tls = wanted.tls();
      if (!Objects.equals(tls, settings.tls())) {
        replace(tls);
      }
      boolean changed = !wanted.equals(settings);
      listeners.settings(wanted);
      settings = wanted;
      if (changed) {
        LOG.info("configuration applied pid={} settings={}", HttpConfigurationKeys.PID, wanted);
      }
    } catch (IllegalArgumentException e) {
      LOG.error(
          "configuration refused pid={} file={} {}; the earlier settings stay in force",
          HttpConfigurationKeys.PID,
          properties.get("felix.fileinstall.filename"),
          e.getMessage());
    }
  }

  private void replace(@Nullable TlsSettings wanted) {
    Secure before = secure;
    // All that can be wrong is found out first.
    TlsCertificates certificates =
        wanted == null ? null : new TlsCertificates(wanted, Clock.systemUTC());
    if (wanted != null && (before == null || !before.at(wanted))) {
      checkFree(wanted);
    }
    if (before != null) {
      before.close();
      secure = null;
    }
    if (wanted != null && certificates != null) {
      secure = new Secure(wanted, certificates);
      certificates.tell();
    }
  }

  private static void checkFree(TlsSettings wanted) {
    InetAddress address;
    try {
      address = InetAddress.getByName(wanted.host());
    } catch (UnknownHostException e) {
      throw HttpSettings.wrong(TlsSettings.HOST, wanted.host(), "an address of this machine");
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(address, wanted.port()));
    } catch (IOException e) {
      throw HttpSettings.wrong(
          TlsSettings.PORT,
          Integer.toString(wanted.port()),
          "a port of " + wanted.host() + " that is free: " + e.getMessage());
    }
  }

  private String property(String key) {
    return Objects.requireNonNull(bundles.getProperty(key), key);
  }

  /** The listener with TLS. */
  private final class Secure implements AutoCloseable {
    private final TlsSettings settings;
    private final ServiceRegistration<ConnectorFactory> registration;
    private final ScheduledFuture<?> look;

    Secure(TlsSettings settings, TlsCertificates certificates) {
      this.settings = settings;
      this.registration =
          bundles.registerService(
              ConnectorFactory.class,
              server ->
                  told(listeners.secure(server, certificates, settings.host(), settings.port())),
              null);
      this.look =
          scheduler.scheduleWithFixedDelay(
              certificates::check, CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
    }

    /** The server starts the connector later, and goes on where that fails. */
    private static ServerConnector told(ServerConnector connector) {
      connector.addEventListener(
          new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarted(LifeCycle started) {
              LOG.info(
                  "HTTP over TLS listens host={} port={}",
                  connector.getHost(),
                  connector.getLocalPort());
            }
          });
      return connector;
    }

    boolean at(TlsSettings other) {
      return settings.host().equals(other.host()) && settings.port() == other.port();
    }

    @Override
    public void close() {
      look.cancel(false);
      registration.unregister();
    }
  }
}
