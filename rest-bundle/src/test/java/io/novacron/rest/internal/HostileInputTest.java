package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachinePatch;
import io.novacron.api.machine.MachineQuery;
import io.novacron.api.machine.MachineService;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import io.novacron.rest.internal.TestApi.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostileInputTest {
  private static final TestApi api = new TestApi();

  @BeforeEach
  void beginAnew() {
    api.reset();
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void whatIsNoAcceptableJsonIs400(String what, byte[] body) {
    Answer answer = post(body, "application/json");

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertProblem(answer);
    assertThat(answer.at("/code")).isIn("malformed-json", "body-missing");
    assertThat(api.machines.size()).isZero();
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of("nothing", utf8("")),
        Arguments.of("blanks", utf8("  \n ")),
        Arguments.of("half an object", utf8("{\"name\":\"a\"")),
        Arguments.of("a trailing comma", utf8("{\"name\":\"a\",}")),
        Arguments.of("single quotes", utf8("{'name':'a'}")),
        Arguments.of("a comment", utf8("{/* */\"name\":\"a\"}")),
        Arguments.of("not a number", utf8("{\"size\":{\"vcpus\":NaN,\"memoryGib\":1}}")),
        Arguments.of("a leading zero", utf8("{\"size\":{\"vcpus\":01}}")),
        Arguments.of("two values", utf8("{\"name\":\"a\"} {\"name\":\"b\"}")),
        Arguments.of("a key twice", utf8("{\"name\":\"a\",\"name\":\"b\"}")),
        Arguments.of("a raw control character", utf8("{\"name\":\"a\u0001\"}")),
        Arguments.of("a byte order mark", utf8("\uFEFF{\"name\":\"a\"}")),
        Arguments.of("UTF-16", Samples.SMALL_MACHINE.getBytes(StandardCharsets.UTF_16LE)),
        Arguments.of("UTF-32", Samples.SMALL_MACHINE.getBytes(Charset.forName("UTF-32BE"))),
        Arguments.of("bad UTF-8", new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'}),
        Arguments.of("overlong UTF-8", new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'}),
        Arguments.of(
            "half a surrogate in UTF-8",
            new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'}),
        Arguments.of("deep lists", utf8("[".repeat(100_000))),
        Arguments.of("deep objects", utf8("{\"a\":".repeat(50_000) + "1")),
        Arguments.of("a long number", utf8("{\"size\":{\"vcpus\":" + "9".repeat(10_000) + "}}")),
        Arguments.of("a huge exponent", utf8("{\"size\":{\"memoryGib\":1e99999999999}}")),
        Arguments.of("a long name", utf8("{\"" + "n".repeat(5000) + "\":1}")),
        Arguments.of("a long text", utf8("{\"name\":\"" + "n".repeat(200_000) + "\"}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|''|must be an object",
        "null|''|must be an object",
        "7|''|must be an object",
        "{}|/name|is missing",
        "{'name':null}|/name|is missing",
        "{'name':7}|/name|must be text",
        "{'name':'a','userScript':'x'}|/userScript|known are name, labels, size",
        "{'name':'a','templates':{'name':'t'}}|/templates|is not known",
        "{'name':'a','a/b~c':1}|/a~1b~0c|is not known",
        "{'name':'a','size':[]}|/size|must be an object",
        "{'name':'a','size':{}}|/size/vcpus|is missing",
        "{'name':'a','size':{'vcpus':'2','memoryGib':1}}|/size/vcpus|must be a whole number",
        "{'name':'a','size':{'vcpus':2.5,'memoryGib':1}}|/size/vcpus|must be a whole number",
        "{'name':'a','size':{'vcpus':2147483648,'memoryGib':1}}|/size/vcpus|must be a whole number",
        "{'name':'a','size':{'vcpus':1e999999999,'memoryGib':1}}|/size/vcpus|must be a whole"
            + " number",
        "{'name':'a','size':{'vcpus':true,'memoryGib':1}}|/size/vcpus|must be a whole number",
        "{'name':'a','size':{'vcpus':1,'memoryGib':1e400}}|/size/memoryGib|must be a number",
        "{'name':'a','size':{'vcpus':1,'memoryGib':'1'}}|/size/memoryGib|must be a number",
        "{'name':'a','labels':{'k':1}}|/labels/k|must be text",
        "{'name':'a','labels':{'k':null}}|/labels/k|must not be null",
        "{'name':'a','labels':['k']}|/labels|must be an object",
        "{'name':'a','disks':{}}|/disks|must be a list",
        "{'name':'a','disks':[{'sizeGib':1},{'sizeGib':1,'kind':7}]}|/disks/1/kind|must be text",
        "{'name':'a','disks':[null]}|/disks/0|must not be null",
        "{'name':'a','sshKeys':[7]}|/sshKeys/0|must be text",
        "{'name':'a','market':{'kind':'reserved'}}|/market/kind|must be one of on-demand, spot",
        "{'name':'a','market':{}}|/market/kind|is missing",
        "{'name':'a','market':{'kind':'spot','maxPricePerHour':'cheap'}}|/market/maxPricePerHour|must"
            + " be an amount",
        "{'name':'a','market':{'kind':'spot','maxPricePerHour':-1}}|/market/maxPricePerHour|must be"
            + " an amount",
        "{'name':'a','market':{'kind':'spot','maxPricePerHour':1e99}}|/market/maxPricePerHour|must"
            + " be an amount",
        "{'name':'a','market':{'kind':'spot','maxPricePerHour':{'amount':'1','currency':'EUR'}}}|/market/maxPricePerHour|must"
            + " be in USD",
        "{'name':'a','market':{'kind':'spot','maxPricePerHour':{'currency':'USD'}}}|/market/maxPricePerHour|must"
            + " have an amount",
        "{'name':'a','placement':{'spreadBy':'zone'}}|/placement/spreadBy|is not known",
        "{'name':'a','placement':{'near':'Frankfurt'}}|/placement/near|must be an object",
        "{'name':'a','placement':{'near':{'latitude':'north'}}}|/placement/near/latitude|must be a"
            + " number",
      })
  void whatHasTheWrongShapeIs422WithAPointer(String body, String pointer, String message) {
    Answer answer = post(utf8(body.replace('\'', '"')), "application/json");

    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertProblem(answer);
    assertThat(answer.at("/code")).isEqualTo("invalid-request");
    assertThat(answer.at("/errors/0/pointer")).isEqualTo(pointer);
    assertThat(answer.at("/errors/0/message")).contains(message);
  }

  @Test
  void allFaultsAreToldAtOnce() {
    Answer answer =
        post(
            utf8("{\"nam\":\"a\",\"size\":{\"vcpus\":\"x\"},\"disks\":[{\"kind\":1}]}"),
            "application/json");

    assertThat(answer.json().get("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/nam", "/name", "/size/vcpus", "/size/memoryGib", "/disks/0/kind", "/disks/0/sizeGib");
    assertThat(answer.at("/detail")).contains("and 5 more");
  }

  @Test
  void aMillionFaultsGiveAShortAnswer() {
    StringBuilder body = new StringBuilder("{\"name\":\"a\"");
    for (int i = 0; i < 50_000; i++) {
      body.append(",\"f").append(i).append("\":1");
    }
    Answer answer = post(utf8(body.append('}').toString()), "application/json");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("errors")).hasSize(50);
  }

  @Test
  void halfASurrogatePairIsRefusedWhereverItIs() {
    for (String body :
        List.of(
            "{\"name\":\"\\ud800\"}",
            "{\"name\":\"a\",\"\\udfff\":1}",
            "{\"name\":\"a\",\"labels\":{\"\\ud800\":\"v\"}}",
            "{\"name\":\"a\",\"labels\":{\"k\":\"\\ud800\"}}")) {
      Answer answer = post(utf8(body), "application/json");
      assertThat(answer.status()).as(body).isEqualTo(422);
      assertProblem(answer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "application/json-patch+json",
        "multipart/form-data; boundary=x"
      })
  void anotherMediaTypeIs415(String type) {
    Answer answer = post(utf8(Samples.SMALL_MACHINE), type);

    assertThat(answer.status()).isEqualTo(415);
    assertProblem(answer);
    assertThat(answer.at("/errors/0/message")).contains("application/json");
  }

  @Test
  void aBodyWithoutATypeIs415() {
    Answer answer = api.send("POST", "/api/v1/vms", BodyPublishers.ofString(Samples.SMALL_MACHINE));

    assertThat(answer.status()).as(answer.text()).isEqualTo(415);
  }

  @Test
  void jsonWithACharacterSetIsTaken() {
    assertThat(post(utf8(Samples.SMALL_MACHINE), "application/json; charset=utf-8").status())
        .isEqualTo(202);
  }

  @Test
  void aBodyOfJustTheLimitIsTakenAndOneByteMoreIs413() {
    byte[] small = utf8(Samples.SMALL_MACHINE);
    byte[] largest = Arrays.copyOf(small, 1 << 20);
    Arrays.fill(largest, small.length, largest.length, (byte) ' ');
    byte[] tooLarge = Arrays.copyOf(largest, largest.length + 1);
    tooLarge[largest.length] = ' ';

    assertThat(post(largest, "application/json").status()).isEqualTo(202);
    Answer refused = post(tooLarge, "application/json");
    assertThat(refused.status()).isEqualTo(413);
    assertProblem(refused);
    assertThat(api.machines.size()).isEqualTo(1);
  }

  @Test
  void aChunkedBodyHasTheSameLimit() {
    Answer answer =
        api.send(
            "POST",
            "/api/v1/vms",
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[3 << 20])),
            "Content-Type",
            "application/json");

    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void aDeclaredLengthOfAGibibyteIsRefusedWithoutWaitingForIt() throws IOException {
    String answer =
        RawConnection.send(
            api.port(),
            "POST /api/v1/vms HTTP/1.1",
            "Content-Type: application/json\r\nContent-Length: 1073741824\r\n",
            new byte[0]);

    assertThat(answer).startsWith("HTTP/1.1 413").contains("body-too-large");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/,404",
    "GET,/api,404",
    "GET,/api/v1,404",
    "GET,/api/v1/,404",
    "GET,/api/v2/vms,404",
    "GET,/api/v1/clusters,404",
    "GET,/api/v1/vms/a/b/c/d,404",
    "PUT,/api/v1/vms,405",
    "PUT,/api/v1/vms/vm-1,405",
    "DELETE,/api/v1/vms,405",
    "POST,/api/v1/operations,405",
    "POST,/api/v1/vms/vm-1,405",
    "GET,/api/v1/vms/vm-1/actions/start,405",
    "POST,/metrics,405",
    "BREW,/api/v1/vms,405",
  })
  void anUnknownRouteIs404AndAWrongMethod405(String method, String path, int status) {
    Answer answer = api.send(method, path, BodyPublishers.noBody());

    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertProblem(answer);
    if (status == 405) {
      assertThat(answer.header("Allow")).isNotEmpty().doesNotContain(method);
      assertThat(answer.at("/nextStep")).contains(answer.header("Allow"));
    }
  }

  @Test
  void allowListsTheLegalMethods() {
    assertThat(api.send("PUT", "/api/v1/vms", BodyPublishers.noBody()).header("Allow").split(", "))
        .contains("GET", "POST");
    Answer options = api.send("OPTIONS", "/api/v1/vms", BodyPublishers.noBody());
    assertThat(options.status()).isIn(200, 204);
    assertThat(options.header("Allow")).contains("GET").contains("POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/xml", "image/png, text/*;q=0.5"})
  void anAcceptHeaderThatCannotBeMetIs406(String accept) {
    Answer answer = api.get("/api/v1/vms", "Accept", accept);

    assertThat(answer.status()).isEqualTo(406);
    assertProblem(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "application/*", "application/json;q=0.1, text/html"})
  void anAcceptHeaderThatCanBeMetIs200(String accept) {
    assertThat(api.get("/api/v1/vms", "Accept", accept).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "Accept,application/json;q=many",
    "Accept,'application/json;charset=\"'",
    "If-None-Match,not-a-tag",
    "If-Match,'\"1\" \"2\"'",
    "X-Request-Id,two words",
  })
  void aHeaderThatCannotBeReadIs400(String name, String value) {
    String path = api.postJson("/api/v1/vms", Samples.SMALL_MACHINE).at("/machine/id");
    Answer answer = api.get("/api/v1/vms/" + path, name, value);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertProblem(answer);
  }

  @Test
  void aContentTypeThatCannotBeReadIs400Or415() {
    Answer answer = post(utf8(Samples.SMALL_MACHINE), "json");

    assertThat(answer.status()).as(answer.text()).isIn(400, 415);
    assertProblem(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/../v1/vms",
        "/api/v1/%2e%2e/metrics",
        "/api/v1/vms/..%2f..%2fmetrics",
        "/api/v1/vms/%5c..%5c",
        "/api/v1/vms/%00",
        "/api/v1/vms/%zz",
        "/api/v1/vms/%c0%af",
        "/api/v1/vms/%ff",
        "/api/v1/vms;jsessionid=1",
        "/api/v1/vms?%zz=1",
        "/api/v1/vms?state=%ff",
        "/api/v1/vms?state=%00",
        "/api/v1/vms?=x",
        "/api/v1/vms?&&&",
        "/api/v1/vms?label.=x",
        "/api/v1/vms?label=%3Dx",
        "//api/v1/vms",
        "/api//v1///vms",
        "http://other.example/api/v1/vms",
        "*",
      })
  void anOddAddressIsNeverADefect(String target) throws IOException {
    assertThat(api.get("/health/live").status()).isEqualTo(200);
    String answer = RawConnection.send(api.port(), "GET " + target + " HTTP/1.1", "", new byte[0]);

    assertThat(answer).matches("(?s)HTTP/1\\.1 (200|400|404) .*");
    assertThat(answer).doesNotContain("\tat ").doesNotContain("Exception");
    if (!answer.startsWith("HTTP/1.1 200")) {
      assertThat(answer).contains("Content-Type: application/problem+json").contains("requestId");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "BREW"})
  void whatIsWrongWithAnAddressIsToldWhateverTheMethod(String method) throws IOException {
    assertThat(api.get("/health/live").status()).isEqualTo(200);

    String answer =
        RawConnection.send(api.port(), method + " /api/v1/policies/a%16 HTTP/1.1", "", new byte[0]);

    assertThat(answer).startsWith("HTTP/1.1 400 ");
    assertThat(answer).contains("Content-Type: application/problem+json").contains("requestId");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("notHttp")
  void whatIsNotEvenHttpGetsAProblem(String what, String request, String status)
      throws IOException {
    String answer = RawConnection.send(api.port(), request.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer).contains("Content-Type: application/problem+json").contains("requestId");
  }

  static Stream<Arguments> notHttp() {
    return Stream.of(
        Arguments.of("no version", "GET /api/v1/vms\r\n\r\n", "505"),
        Arguments.of("another protocol", "GET / JUNK/9\r\nHost: a\r\n\r\n", "505"),
        Arguments.of("no host", "GET /health/live HTTP/1.1\r\n\r\n", "400"),
        Arguments.of("a space in a header", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", "400"),
        Arguments.of(
            "two lengths",
            "POST /api/v1/vms HTTP/1.1\r\n"
                + "Host: a\r\n"
                + "Content-Length: 1\r\n"
                + "Content-Length: 2\r\n\r\n",
            "400"),
        Arguments.of(
            "headers without end",
            "GET / HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(100_000) + "\r\n\r\n",
            "431"),
        Arguments.of(
            "an address without end", "GET /" + "y".repeat(100_000) + " HTTP/1.1\r\n\r\n", "414"));
  }

  @Test
  void everyAnswerHasTheHeadersThatKeepBrowsersFromHarm() {
    for (Answer answer :
        List.of(
            api.get("/api/v1/vms"),
            api.get("/nowhere"),
            api.get("/health/live"),
            api.get("/api/v1/vms", "Authorization", ""))) {
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
      assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
      assertThat(answer.header("Cache-Control")).contains("private");
      assertThat(answer.header("X-Request-Id")).startsWith("req-");
    }
  }

  @Test
  void requestsWithoutAnIdGetDifferentOnes() {
    assertThat(api.get("/api/v1/vms").header("X-Request-Id"))
        .isNotEqualTo(api.get("/api/v1/vms").header("X-Request-Id"));
  }

  @Test
  void aDefectIs500WithAnIdAndNothingOfItsInside() {
    api.services.machines().bind(new BrokenMachines());
    for (Answer answer :
        List.of(
            api.get("/api/v1/vms/vm-1"),
            api.get("/api/v1/vms"),
            api.postJson("/api/v1/vms", Samples.SMALL_MACHINE))) {
      assertThat(answer.status()).isEqualTo(500);
      assertProblem(answer);
      assertThat(answer.at("/category")).isEqualTo("INTERNAL");
      assertThat(answer.at("/nextStep")).contains(answer.header("X-Request-Id"));
      assertThat(answer.text()).doesNotContain("secret inside").doesNotContain("Exception");
    }
  }

  private static Answer post(byte[] body, String type) {
    return api.send("POST", "/api/v1/vms", BodyPublishers.ofByteArray(body), "Content-Type", type);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void assertProblem(Answer answer) {
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    for (String field : List.of("type", "title", "detail", "instance", "code", "category")) {
      assertThat(answer.at("/" + field)).as(field).isNotEmpty();
    }
    assertThat(answer.json().get("status").asInt()).isEqualTo(answer.status());
    assertThat(answer.json().get("retryable").isBoolean()).isTrue();
    assertThat(answer.at("/requestId")).isEqualTo(answer.header("X-Request-Id"));
    assertThat(answer.text()).doesNotContain("io.novacron.rest").doesNotContain("jackson");
  }

  /** Fails in ways that it should not. */
  private static final class BrokenMachines implements MachineService {
    @Override
    public CompletionStage<Accepted> create(
        Caller caller, MachineSpec spec, @Nullable String idempotencyKey) {
      throw new IllegalArgumentException("secret inside");
    }

    @Override
    public CompletionStage<Machine> get(Caller caller, String id) {
      return CompletableFuture.failedFuture(new IllegalStateException("secret inside"));
    }

    @Override
    public CompletionStage<Page<Machine>> list(Caller caller, MachineQuery query) {
      return CompletableFuture.supplyAsync(
          () -> {
            throw new NullPointerException("secret inside");
          });
    }

    @Override
    public CompletionStage<Accepted> act(
        Caller caller,
        String id,
        ActionRequest action,
        @Nullable Long expectedRevision,
        @Nullable String idempotencyKey) {
      throw new IllegalStateException("secret inside");
    }

    @Override
    public CompletionStage<Accepted> update(
        Caller caller, String id, MachinePatch patch, @Nullable Long expectedRevision) {
      throw new IllegalStateException("secret inside");
    }
  }
}
