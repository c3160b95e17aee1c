package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.rest.internal.TestApi.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ThrottleRoutesTest {
  private static final TestApi api = new TestApi();

  @BeforeEach
  void beginAnew() {
    api.reset();
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @Test
  void whatIsKnownOfTheCloudsLimitsIsListedByAccountRegionAndClass() {
    Answer answer = api.get("/api/v1/throttles");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("items").findValuesAsText("account"))
        .containsExactly("sim-aws", "sim-aws", "sim-gcp");
    assertThat(answer.json().get("items").findValuesAsText("callClass"))
        .containsExactly("create", "read", "read");
    assertThat(answer.at("/items/1/ratePerSecond")).isEqualTo("18.2");
    assertThat(answer.at("/items/1/limitPerSecond")).isEqualTo("20.0");
    assertThat(answer.at("/items/1/tokens")).isEqualTo("0.5");
    assertThat(answer.at("/items/1/inFlight")).isEqualTo("3");
    assertThat(answer.at("/items/1/waiting/interactive")).isEqualTo("40");
    assertThat(answer.at("/items/1/waiting/delete")).isEqualTo("2");
    assertThat(answer.at("/items/1/waiting/background")).isEqualTo("0");
    assertThat(answer.at("/items/1/throttled")).isEqualTo("7");
    assertThat(answer.at("/items/1/throttledAt")).isEqualTo("2026-11-23T12:00:00Z");
    assertThat(answer.at("/items/1/pausedUntil")).isEqualTo("2026-11-23T12:00:05Z");
    assertThat(answer.json().at("/items/0").has("limitPerSecond")).isFalse();
  }

  @Test
  void oneAccountCanBeAskedFor() {
    Answer answer = api.get("/api/v1/throttles?account=sim-gcp");

    assertThat(answer.json().get("items").findValuesAsText("account")).containsExactly("sim-gcp");
    assertThat(api.get("/api/v1/throttles?account=none").at("/code"))
        .isEqualTo("account-not-found");
    assertThat(api.get("/api/v1/throttles?region=x").status()).isEqualTo(400);
  }

  @Test
  void pagesShowEachOnce() {
    Answer first = api.get("/api/v1/throttles?pageSize=2");
    String token = first.at("/nextPageToken");
    Answer second = api.get("/api/v1/throttles?pageSize=2&pageToken=" + token);

    assertThat(first.json().get("items").findValuesAsText("callClass"))
        .containsExactly("create", "read");
    assertThat(second.json().get("items").findValuesAsText("account")).containsExactly("sim-gcp");
    assertThat(second.json().get("nextPageToken").isNull()).isTrue();
    assertThat(api.get("/api/v1/throttles?account=sim-aws&pageToken=" + token).status())
        .isEqualTo(400);
  }
}
