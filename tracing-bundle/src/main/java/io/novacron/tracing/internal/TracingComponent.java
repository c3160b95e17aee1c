package io.novacron.tracing.internal;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
 * Offers OpenTelemetry as a service while there is somewhere to send traces to. Without one there
 * is no service, no thread and no span.
 */
@Component(
    immediate = true,
    service = {},
    configurationPid = TracingConfiguration.PID)
@Designate(ocd = TracingConfiguration.class)
public final class TracingComponent {
  private static final Logger LOG = LoggerFactory.getLogger(TracingComponent.class);
  private static final long FLUSH_SECONDS = 5;

  private final BundleContext bundles;
  private Map<String, String> settings = Map.of();
  private @Nullable OpenTelemetrySdk sdk;
  private @Nullable ServiceRegistration<OpenTelemetry> registration;

  /** Called by the container. */
  @Activate
  public TracingComponent(BundleContext bundles, Map<String, Object> configuration) {
    this.bundles = bundles;
    modified(configuration);
  }

  /** Called by the container. */
  @Modified
  synchronized void modified(Map<String, Object> configuration) {
    Map<String, String> wanted;
    try {
      wanted = TracingSettings.of(configuration);
    } catch (IllegalArgumentException e) {
      LOG.error(
          "configuration refused pid={} file={} {}; the earlier settings stay in force",
          TracingConfiguration.PID,
          configuration.get("felix.fileinstall.filename"),
          e.getMessage());
      return;
    }
    boolean on = TracingSettings.on(wanted, System.getenv());
    if (on == (sdk != null) && wanted.equals(settings)) {
      return;
    }
    settings = wanted;
    stop();
    if (on) {
      start();
    }
  }

  private void start() {
    try {
      OpenTelemetrySdk started =
          Sdk.start(
              settings,
              bundles.getProperty("novacron.node"),
              bundles.getProperty("novacron.version"));
      sdk = started;
      registration = bundles.registerService(OpenTelemetry.class, started, null);
      LOG.info("tracing started exporter=otlp");
    } catch (RuntimeException e) {
      LOG.error("tracing not started error=\"{}\" effect=\"there are no traces\"", e.getMessage());
    }
  }

  @Deactivate
  synchronized void stop() {
    if (registration != null) {
      registration.unregister();
      registration = null;
    }
    if (sdk != null) {
      sdk.getSdkTracerProvider().shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS);
      sdk.close();
      sdk = null;
      LOG.info("tracing stopped");
    }
  }
}
