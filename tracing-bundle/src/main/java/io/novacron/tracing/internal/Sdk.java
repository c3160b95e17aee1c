package io.novacron.tracing.internal;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the SDK. */
final class Sdk {
  private Sdk() {}

  /**
   * Starts it.
   *
   * @param settings properties of the SDK; the environment comes before them
   * @param node name of this node
   * @param version our version
   */
  static OpenTelemetrySdk start(
      Map<String, String> settings, @Nullable String node, @Nullable String version) {
    Map<String, String> properties = new HashMap<>();
    properties.put("otel.service.name", "novacron");
    properties.put("otel.traces.exporter", "otlp");
    properties.put("otel.exporter.otlp.protocol", "http/protobuf");
    // Meters are read at /metrics, and logs are a file.
    properties.put("otel.metrics.exporter", "none");
    properties.put("otel.logs.exporter", "none");
    properties.put("otel.propagators", "tracecontext");
    properties.put(
        "otel.resource.attributes",
        "service.instance.id=" + encoded(node) + ",service.version=" + encoded(version));
    properties.putAll(settings);
    return AutoConfiguredOpenTelemetrySdk.builder()
        .setServiceClassLoader(Sdk.class.getClassLoader())
        .disableShutdownHook()
        .addPropertiesSupplier(() -> properties)
        .addTracerProviderCustomizer(
            (provider, configuration) -> provider.setIdGenerator(new GivenSpanIds()))
        .build()
        .getOpenTelemetrySdk();
  }

  private static String encoded(@Nullable String value) {
    return URLEncoder.encode(value == null ? "unknown" : value, StandardCharsets.UTF_8);
  }
}
