package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.rest.internal.TestApi.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CompressionTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final TestApi api = new TestApi();

  @BeforeEach
  void beginAnew() {
    api.reset();
  }

  @AfterAll
  static void close() {
    api.close();
  }

  private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
            .header("Authorization", "Bearer " + FakeSecurity.ADMIN_TOKEN)
            .header("Accept-Encoding", "gzip");
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String unpacked(byte[] packed) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] packed(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  private static Answer post(byte[] body, String encoding) {
    return api.send(
        "POST",
        "/api/v1/vms",
        BodyPublishers.ofByteArray(body),
        "Content-Type",
        "application/json",
        "Content-Encoding",
        encoding);
  }

  @Test
  void aLargeAnswerComesInGzipToThoseWhoAskForIt() throws Exception {
    String plain = api.get("/openapi.json").text();

    HttpResponse<byte[]> answer = get("/openapi.json");
    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(answer.headers().allValues("Vary").toString()).contains("Accept-Encoding");
    assertThat(answer.body().length).isLessThan(plain.length() / 4);
    assertThat(unpacked(answer.body())).isEqualTo(plain);
    assertThat(api.get("/openapi.json").header("Content-Encoding")).isEmpty();
  }

  @Test
  void aSmallAnswerDoesNot() throws Exception {
    assertThat(get("/health/live").headers().firstValue("Content-Encoding")).isEmpty();
  }

  @Test
  void theTagOfAnAnswerInGzipCanBeGivenBack() throws Exception {
    HttpResponse<byte[]> answer = get("/openapi.json");
    String tag = answer.headers().firstValue("ETag").orElseThrow();

    assertThat(get("/openapi.json", "If-None-Match", tag).statusCode()).isEqualTo(304);
    String other = api.get("/openapi.json").header("ETag");
    assertThat(api.get("/openapi.json", "If-None-Match", other).status()).isEqualTo(304);
  }

  @Test
  void aRevisionReadInGzipCanBeChanged() throws Exception {
    String labels = "x".repeat(60);
    StringBuilder spec =
        new StringBuilder(
            "{\"name\":\"big\",\"image\":\"ubuntu-24.04\",\"size\":{\"vcpus\":1,\"memoryGib\":1},\"labels\":{");
    for (int i = 0; i < 30; i++) {
      spec.append(i == 0 ? "" : ",")
          .append("\"k")
          .append(i)
          .append("\":\"")
          .append(labels)
          .append('"');
    }
    String id = api.postJson("/api/v1/vms", spec + "}}").at("/machine/id");
    HttpResponse<byte[]> answer = get("/api/v1/vms/" + id);
    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");

    Answer changed =
        api.send(
            "PATCH",
            "/api/v1/vms/" + id,
            BodyPublishers.ofString("{\"labels\":{\"k1\":\"v\"}}"),
            "Content-Type",
            "application/merge-patch+json",
            "If-Match",
            answer.headers().firstValue("ETag").orElseThrow());
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
  }

  @Test
  void aBodyMayComeInGzip() throws IOException {
    Answer answer = post(packed(Samples.SMALL_MACHINE.getBytes(StandardCharsets.UTF_8)), "gzip");

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.at("/machine/name")).isEqualTo("web-1");
  }

  @Test
  void whatIsTooLargeOnceUnpackedIs413HoweverSmallItCame() throws IOException {
    byte[] bomb = packed(new byte[64 << 20]);
    assertThat(bomb.length).isLessThan(1 << 20);

    Answer answer = post(bomb, "gzip");

    assertThat(answer.status()).as(answer.text()).isEqualTo(413);
    assertThat(answer.at("/code")).isEqualTo("body-too-large");
    assertThat(api.machines.size()).isZero();
  }

  @Test
  void whatIsNotTheGzipItSaysIs400() {
    Answer answer = post(Samples.SMALL_MACHINE.getBytes(StandardCharsets.UTF_8), "gzip");

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.at("/detail")).contains("gzip");
  }

  @Test
  void anEncodingThatIsNotKnownIs415AndSaysWhichIs() {
    Answer answer = post(new byte[] {1, 2, 3}, "br");

    assertThat(answer.status()).as(answer.text()).isEqualTo(415);
    assertThat(answer.header("Accept-Encoding")).isEqualTo("gzip");
    assertThat(answer.at("/errors/0/pointer")).isEqualTo("Content-Encoding");
  }
}
