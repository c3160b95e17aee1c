package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.rest.internal.http.RestSettings;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
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
                .getBytes(StandardCharsets.ISO_8859_1));

    assertThat(answer).startsWith("HTTP/1.1 200");
    assertThat(answer)
        .contains("Access-Control-Allow-Origin: https://console.example.com")
        .contains("Access-Control-Max-Age: 600")
        .containsPattern("Access-Control-Allow-Methods: [A-Z,]*PATCH")
        .containsPattern("Access-Control-Allow-Headers: [A-Za-z,-]*If-Match")
        // A browser's own EventSource sends it.
        .containsPattern("Access-Control-Allow-Headers: [A-Za-z,-]*Cache-Control")
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
  void refusalsBeforeTheRoutesMayBeReadToo() throws IOException {
    allow("https://console.example.com");
    assertThat(ask("GET", GOOD + "X-Request-Id: not legal\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("Access-Control-Allow-Origin: https://console.example.com")
        .contains("X-Request-Id");

    api.rest.settings(
        RestSettings.of(
            Map.of("allowedOrigins", "https://console.example.com", "maxConcurrentRequests", "1")));
    try (Socket held = new Socket("127.0.0.1", api.port())) {
      held.getOutputStream()
          .write(
              ("POST /api/v1/vms HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                      + FakeSecurity.ADMIN_TOKEN
                      + "\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{")
                  .getBytes(StandardCharsets.ISO_8859_1));
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> api.rest.meters().get("novacron.http.active").gauge().value() == 1);

      assertThat(ask("GET", GOOD))
          .startsWith("HTTP/1.1 503")
          .contains("Access-Control-Allow-Origin: https://console.example.com")
          .containsPattern("Access-Control-Expose-Headers: [A-Za-z,-]*Retry-After")
          .contains("Retry-After: 1");
    }
  }

  @Test
  void originsAreComparedAsBrowsersSendThem() throws IOException {
    for (String origin :
        new String[] {
          "HTTPS://Console.Example.com",
          "https://console.example.com:443",
          "https://*.EXAMPLE.com:443"
        }) {
      allow(origin);
      assertThat(ask("GET", GOOD))
          .as(origin)
          .contains("Access-Control-Allow-Origin: https://console.example.com");
    }
    assertThat(
            RestSettings.of(
                    Map.of(
                        "allowedOrigins",
                        "http://a:80,https://a:80,http://a:443,https://[::443],https://[FD::1]:443"))
                .allowedOrigins())
        .containsExactly(
            "http://a", "https://a:80", "http://a:443", "https://[::443]", "https://[fd::1]");
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
