package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.rest.internal.TestApi.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthenticationTest {
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
  void anAddressThatHasToWaitIsToldForHowLong() {
    Answer answer = api.get("/api/v1/vms", "Authorization", "Bearer " + FakeSecurity.ONE_TOO_MANY);

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).isEqualTo("8");
    assertThat(answer.at("/code")).isEqualTo("too-many-attempts");
    assertThat(answer.at("/category")).isEqualTo("THROTTLED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/vms",
        "/api/v1/operations/op-1",
        "/api/v1/placements",
        "/api/v1/accounts",
        "/api/v1/catalog/regions",
        "/api/v1/simulator/faults",
        "/metrics",
        "/openapi.json",
        "/api/v1/openapi.json",
        "/no/such/route",
        "/health",
        "/health/",
        "/health/live/",
        "/health/ready/../../metrics",
        "/health/ready;/x",
        "/health%2Fready",
        "/health/ready%2f..%2f..%2fapi%2fv1%2fvms",
        "//health/ready",
      })
  void everythingButTheProbesNeedsAToken(String path) {
    Answer answer = api.get(path, "Authorization", "");

    assertThat(answer.status()).as(answer.text()).isIn(400, 401);
    if (answer.status() == 401) {
      assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
      assertThat(answer.at("/category")).isEqualTo("UNAUTHENTICATED");
      assertThat(answer.at("/nextStep")).contains("admin-token");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer wrong",
        "Bearer",
        "Bearer   ",
        "Basic dXNlcjpwYXNz",
        "token-of-admin",
        "Bearer token-of-admin, Bearer token-of-viewer",
        "Bearer token-of-admin x",
        "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.",
      })
  void whatProvesNobodyIs401(String header) {
    Answer answer = api.get("/api/v1/vms", "Authorization", header);

    assertThat(answer.status()).as(answer.text()).isEqualTo(401);
    assertThat(answer.text()).doesNotContain("token-of-");
  }

  @Test
  void theSchemeMayBeWrittenInAnyCase() {
    assertThat(api.get("/api/v1/vms", "Authorization", "bEaReR token-of-admin").status())
        .isEqualTo(200);
  }

  @Test
  void twoAuthorizationHeadersAre401() {
    assertThat(
            api.get(
                    "/api/v1/vms",
                    "Authorization",
                    "Bearer token-of-admin",
                    "Authorization",
                    "Bearer token-of-viewer")
                .status())
        .isEqualTo(401);
  }

  @Test
  void theProbesNeedNoToken() {
    assertThat(api.get("/health/live", "Authorization", "").status()).isEqualTo(200);
    assertThat(api.get("/health/ready", "Authorization", "").status()).isEqualTo(200);
  }

  @Test
  void whoMayNotIs403() {
    String viewer = "Bearer " + FakeSecurity.VIEWER_TOKEN;
    Answer denied = api.postJson("/api/v1/vms", Samples.SMALL_MACHINE, "Authorization", viewer);

    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.at("/category")).isEqualTo("DENIED");
    assertThat(api.get("/api/v1/catalog/regions", "Authorization", viewer).status()).isEqualTo(200);
    assertThat(api.get("/metrics", "Authorization", viewer).status()).isEqualTo(200);
  }
}
