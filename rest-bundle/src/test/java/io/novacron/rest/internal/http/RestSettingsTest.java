package io.novacron.rest.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RestSettingsTest {

  @Test
  void whatIsNotSetHasItsDefault() {
    assertThat(RestSettings.of(Map.of("service.pid", "io.novacron.rest")))
        .isEqualTo(RestSettings.DEFAULT);
  }

  @Test
  void settingsAreReadFromTextAndNumbers() {
    assertThat(
            RestSettings.of(
                Map.of(
                    "maxConcurrentRequests", " 7 ",
                    "maxWaitingRequests", 0,
                    "requestTimeoutSeconds", "300",
                    "callerRequestsPerSecond", "50",
                    "allowedOrigins", "https://a.example.com, https://*.example.org:8443")))
        .isEqualTo(
            new RestSettings(
                7,
                0,
                2000,
                Duration.ofMinutes(5),
                Duration.ofSeconds(60),
                Duration.ofSeconds(15),
                50,
                2000,
                List.of("https://a.example.com", "https://*.example.org:8443")));
  }

  @ParameterizedTest
  @CsvSource({
    "maxConcurrentRequests,0,1..100000",
    "maxConcurrentRequests,100001,1..100000",
    "maxConcurrentRequests,many,1..100000",
    "maxWaitingRequests,-1,0..100000",
    "requestTimeoutSeconds,301,1..300",
    "requestTimeoutSeconds,2.5,1..300",
    "eventHeartbeatSeconds,61,1..60",
    "bodyTimeoutSeconds,0,1..3600",
    "maxEventStreams,-1,0..1000000",
    "callerRequestsPerSecond,1000001,0..1000000",
    "callerBurst,0,1..1000000",
    "allowedOrigins,example.com,https://console.example.com",
    "allowedOrigins,https://example.com/path,separated by commas",
    "allowedOrigins,null,separated by commas",
  })
  void aSettingOutOfRangeIsRefusedWithItsKeyAndRange(String key, String value, String range) {
    assertThatThrownBy(() -> RestSettings.of(Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(key, value, range);
  }
}
