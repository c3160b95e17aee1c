package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.rest.internal.http.RestSettings;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asks as a browser does for a page of another origin, by hand: clients may not set Origin. */
final class CrossOriginTest {
  private static final String GOOD = "Origin: https://console.example.com\r\n";
  private static final String BAD = "Origin: https://evil.example.net\r\n";
  private static final String PREFLIGHT =
      "Access-Control-Request-Method: PATCH\r\n"
          + "Access-Control-Request-Headers: authorization,if-match,content-type\r\n";

  private static final TestApi api = new TestApi();

  @BeforeEach
  void beginAnew() {
    api.reset();
  }

  @AfterAll
  static void close() {
    api.close();
  }

  private static void allow(String origins) {
    api.rest.settings(RestSettings.of(Map.of("allowedOrigins", origins)));
  }

  private static String ask(String method, String headers) throws IOException {
    return RawConnection.send(api.port(), method + " /api/v1/vms HTTP/1.1", headers, new byte[0]);
  }

  @Test
  void nobodyIsAllowedUntilItIsSet() throws IOException {
    assertThat(ask("GET", GOOD)).startsWith("HTTP/1.1 200").doesNotContain("Access-Control");
    assertThat(ask("OPTIONS", GOOD + PREFLIGHT)).doesNotContain("Access-Control-Allow-Origin");
  }

  @Test
  void aPreflightOfAnAllowedOriginIsAnsweredWithoutAToken() throws IOException {
    allow("https://console.example.com");
    String answer =
        RawConnection.send(
            api.port(),
            ("OPTIONS /api/v1/vms/vm-1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                    + GOOD
                    + PREFLIGHT
                    + "\r\n")
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));

    assertThat(answer).startsWith("HTTP/1.1 200");
    assertThat(answer)
        .contains("Access-Control-Allow-Origin: https://console.example.com")
        .contains("Access-Control-Max-Age: 600")
        .containsPattern("Access-Control-Allow-Methods: [A-Z,]*PATCH")
        .containsPattern("Access-Control-Allow-Headers: [A-Za-z,-]*If-Match")
        .doesNotContain("Access-Control-Allow-Credentials");
  }

  @Test
  void anAnswerToAnAllowedOriginMayBeReadAndSoMayItsHeadersAndErrors() throws IOException {
    allow("https://*.example.com");

    for (String path : new String[] {"/api/v1/vms", "/api/v1/vms/none", "/nowhere"}) {
      String answer =
          RawConnection.send(api.port(), "GET " + path + " HTTP/1.1", GOOD, new byte[0]);
      assertThat(answer)
          .contains("Access-Control-Allow-Origin: https://console.example.com")
          .containsPattern("Access-Control-Expose-Headers: [A-Za-z,-]*ETag");
      assertThat(answer).containsPattern("Vary: .*Origin");
    }
  }

  @Test
  void anotherOriginGetsNoPermission() throws IOException {
    allow("https://console.example.com");

    assertThat(ask("GET", BAD)).startsWith("HTTP/1.1 200").doesNotContain("Access-Control-Allow");
    assertThat(ask("OPTIONS", BAD + PREFLIGHT)).doesNotContain("Access-Control-Allow");
  }

  @Test
  void whatIsAllowedChangesWhileItServes() throws IOException {
    allow("https://console.example.com");
    assertThat(ask("GET", GOOD)).contains("Access-Control-Allow-Origin");
    allow("https://other.example.com");
    assertThat(ask("GET", GOOD)).doesNotContain("Access-Control-Allow-Origin");
    allow("");
    assertThat(ask("GET", GOOD)).doesNotContain("Access-Control-Allow-Origin");
  }
}
