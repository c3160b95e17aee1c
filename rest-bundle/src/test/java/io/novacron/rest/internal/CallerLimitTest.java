package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.rest.internal.TestApi.Answer;
import io.novacron.rest.internal.http.CallerLimits;
import io.novacron.rest.internal.http.RestSettings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CallerLimitTest {
  private static final TestApi api = new TestApi();

  @BeforeEach
  void beginAnew() {
    api.reset();
    api.rest.settings(limits(2, 5));
  }

  @AfterAll
  static void close() {
    api.close();
  }

  private static RestSettings limits(int rate, int burst) {
    return RestSettings.of(Map.of("callerRequestsPerSecond", rate, "callerBurst", burst));
  }

  @Test
  void whoAsksTooMuchIsToldHowLongToWaitAndOthersAreServed() {
    for (int left = 4; left >= 0; left--) {
      Answer answer = api.get("/api/v1/vms");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"caller\";q=5;w=3");
      assertThat(answer.header("RateLimit")).startsWith("\"caller\";r=" + left + ";t=");
    }

    Answer refused = api.postJson("/api/v1/vms", Samples.SMALL_MACHINE);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    assertThat(refused.at("/code")).isEqualTo("too-many-requests");
    assertThat(refused.at("/category")).isEqualTo("THROTTLED");
    assertThat(refused.json().get("retryable").asBoolean()).isTrue();
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(refused.header("RateLimit")).isEqualTo("\"caller\";r=0;t=3");
    assertThat(api.machines.size()).isZero();

    Answer other = api.get("/api/v1/vms", "Authorization", "Bearer " + FakeSecurity.VIEWER_TOKEN);
    assertThat(other.status()).isEqualTo(200);
    assertThat(api.get("/health/live").status()).isEqualTo(200);

    api.nanos.addAndGet(Duration.ofMillis(500).toNanos());
    assertThat(api.get("/api/v1/vms").status()).isEqualTo(200);
    assertThat(api.get("/api/v1/vms").status()).isEqualTo(429);
  }

  @Test
  void anOpeningOfAWebSocketCountsToo() {
    for (int i = 0; i < 5; i++) {
      assertThat(api.get("/api/v1/events/ws").status()).isEqualTo(426);
    }

    assertThat(api.get("/api/v1/events/ws").status()).isEqualTo(429);
  }

  @Test
  void aBadTokenTakesNothingFromAnybody() {
    for (int i = 0; i < 5; i++) {
      api.get("/api/v1/vms", "Authorization", "Bearer wrong");
    }

    assertThat(api.get("/api/v1/vms").header("RateLimit")).contains("r=4");
  }

  @Test
  void aLimitIsLiftedAndSetWhileItServes() {
    for (int i = 0; i < 6; i++) {
      api.get("/api/v1/vms");
    }
    api.rest.settings(limits(0, 5));
    for (int i = 0; i < 20; i++) {
      Answer answer = api.get("/api/v1/vms");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("RateLimit")).isEmpty();
    }

    api.rest.settings(limits(1, 1));
    assertThat(api.get("/api/v1/vms").status()).isEqualTo(200);
    assertThat(api.get("/api/v1/vms").status()).isEqualTo(429);
  }

  @Test
  void noMoreCallersAreRememberedThanAreBounded() {
    AtomicLong nanos = new AtomicLong();
    CallerLimits many = new CallerLimits(limits(2, 5), nanos::get);

    for (int i = 0; i < 50_000; i++) {
      many.take("caller-" + i);
    }
    assertThat(many.callers()).isBetween(1L, 10_000L);

    nanos.addAndGet(Duration.ofSeconds(4).toNanos());
    // Each look forgets a bounded number, so that none takes long.
    for (int i = 0; i < 100 && many.callers() > 0; i++) {
      many.take("the-only-one-left");
      nanos.addAndGet(Duration.ofSeconds(4).toNanos());
    }
    assertThat(many.callers()).isZero();
  }
}
