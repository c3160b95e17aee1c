package io.novacron.tracing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracingSettingsTest {
  private static final String ENDPOINT = "otel.exporter.otlp.endpoint";

  @Test
  void nothingIsOnUntilACollectorIsNamed() {
    assertThat(TracingSettings.on(TracingSettings.of(Map.of(ENDPOINT, "")), Map.of())).isFalse();
    assertThat(on(Map.of())).isTrue();
    assertThat(
            TracingSettings.on(
                Map.of(), Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://collector:4318")))
        .isTrue();
  }

  @Test
  void theEnvironmentCanSwitchItOff() {
    assertThat(on(Map.of("OTEL_SDK_DISABLED", "true"))).isFalse();
    assertThat(on(Map.of("OTEL_TRACES_EXPORTER", "none"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "otel.exporter.otlp.endpoint, collector:4318, http://host:4318",
    "otel.exporter.otlp.endpoint, file:///tmp/spans, http://host:4318",
    "otel.traces.sampler, sometimes, parentbased_always_on",
    "otel.traces.sampler.arg, 1.5, 0 to 1",
    "otel.traces.sampler.arg, half, 0 to 1"
  })
  void aWrongValueIsRefusedWithWhatIsLegal(String key, String value, String legal) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TracingSettings.of(Map.of(key, value)))
        .withMessageContaining(key)
        .withMessageContaining(value)
        .withMessageContaining(legal);
  }

  private static boolean on(Map<String, String> environment) {
    return TracingSettings.on(
        TracingSettings.of(Map.of(ENDPOINT, "http://collector:4318")), environment);
  }
}
