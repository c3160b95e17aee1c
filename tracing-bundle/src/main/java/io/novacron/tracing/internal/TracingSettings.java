package io.novacron.tracing.internal;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells from the configuration and the environment whether and where traces are sent. */
final class TracingSettings {
  private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
  private static final String TRACES_ENDPOINT = "otel.exporter.otlp.traces.endpoint";
  private static final String HEADERS = "otel.exporter.otlp.headers";
  private static final String SERVICE_NAME = "otel.service.name";
  private static final String SAMPLER = "otel.traces.sampler";
  private static final String SAMPLER_ARGUMENT = "otel.traces.sampler.arg";
  private static final List<String> KEYS =
      List.of(ENDPOINT, HEADERS, SERVICE_NAME, SAMPLER, SAMPLER_ARGUMENT);
  private static final Set<String> SAMPLERS =
      Set.of("parentbased_always_on", "parentbased_always_off", "parentbased_traceidratio");

  private TracingSettings() {}

  /**
   * The properties of the SDK that the file sets.
   *
   * @throws IllegalArgumentException when a value is not legal: which, and what is
   */
  static Map<String, String> of(Map<String, Object> configuration) {
    Map<String, String> settings = new HashMap<>();
    for (String key : KEYS) {
      Object value = configuration.get(key);
      if (value != null && !String.valueOf(value).isBlank()) {
        settings.put(key, String.valueOf(value).strip());
      }
    }
    checkAddress(settings.get(ENDPOINT));
    String sampler = settings.get(SAMPLER);
    if (sampler != null && !SAMPLERS.contains(sampler)) {
      throw new IllegalArgumentException(
          "key="
              + SAMPLER
              + " value="
              + sampler
              + " legal=\""
              + String.join(", ", SAMPLERS)
              + "\"");
    }
    checkShare(settings.get(SAMPLER_ARGUMENT));
    return settings;
  }

  /** Whether there is somewhere to send traces to. */
  static boolean on(Map<String, String> settings, Map<String, String> environment) {
    boolean off =
        Boolean.parseBoolean(environment.get("OTEL_SDK_DISABLED"))
            || "none".equals(environment.get("OTEL_TRACES_EXPORTER"));
    return !off
        && (settings.containsKey(ENDPOINT)
            || given(environment, variable(ENDPOINT))
            || given(environment, variable(TRACES_ENDPOINT)));
  }

  private static boolean given(Map<String, String> environment, String name) {
    String value = environment.get(name);
    return value != null && !value.isBlank();
  }

  private static String variable(String key) {
    return key.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private static void checkAddress(@Nullable String value) {
    if (value == null) {
      return;
    }
    try {
      URI address = URI.create(value);
      if (Set.of("http", "https").contains(String.valueOf(address.getScheme()))
          && address.getHost() != null) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "key=" + ENDPOINT + " value=" + value + " legal=\"an address such as http://host:4318\"");
  }

  private static void checkShare(@Nullable String value) {
    if (value == null) {
      return;
    }
    try {
      double share = Double.parseDouble(value);
      if (share >= 0 && share <= 1) {
        return;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "key=" + SAMPLER_ARGUMENT + " value=" + value + " legal=\"0 to 1\"");
  }
}
