package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.novacron.api.machine.MachineState;
import io.novacron.rest.internal.TestApi.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MachineRoutesTest {
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
  void createAnswersMachineAndOperationAndWhereToFollowIt() {
    Answer answer = api.postJson("/api/v1/vms", Samples.SMALL_MACHINE);

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.at("/machine/name")).isEqualTo("web-1");
    assertThat(answer.at("/machine/spec/size/vcpus")).isEqualTo("2");
    assertThat(answer.at("/machine/spec/image")).isEqualTo("ubuntu-24.04");
    assertThat(answer.at("/machine/spec/market/kind")).isEqualTo("on-demand");
    assertThat(answer.at("/machine/status/state")).isEqualTo("CREATING");
    assertThat(answer.at("/machine/status/pricePerHour/amount")).isEqualTo("0.1720");
    assertThat(answer.at("/machine/status/pricePerHour/asOf")).isEqualTo("2026-10-01");
    assertThat(answer.at("/machine/createdAt")).isEqualTo("2026-11-23T12:00:00Z");
    assertThat(answer.at("/operation/kind")).isEqualTo("create");
    assertThat(answer.at("/operation/waitingFor/kind")).isEqualTo("provider");
    assertThat(answer.header("Location"))
        .isEqualTo("/api/v1/operations/" + answer.at("/operation/id"));
    assertThat(api.get(answer.header("Location")).at("/id")).isEqualTo(answer.at("/operation/id"));
  }

  @Test
  void everyFieldOfASpecificationComesBack() {
    Answer answer =
        api.postJson(
            "/api/v1/vms",
            """
            {"name": "db", "labels": {"tier": "data"},
             "size": {"vcpus": 4.0, "memoryGib": 32, "gpus": 0, "architecture": "arm64"},
             "image": "debian-12", "disks": [{"sizeGib": 100, "kind": "ssd"}, {"sizeGib": 1}],
             "network": "net-1", "securityGroups": ["sg-1", "sg-2"],
             "sshKeys": ["ssh-ed25519 AAAA me"],
             "market": {"kind": "spot", "maxPricePerHour": "0.1500"},
             "placement": {"account": "sim-aws", "region": "eu-central-1", "zone": "eu-central-1a",
               "near": {"latitude": 50.1, "longitude": 8.6, "maxRttMillis": 12.5},
               "maxPricePerHour": {"amount": "0.3", "currency": "USD"}, "maxCarbonGramsPerKwh": 100}}
            """);

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    JsonNode spec = answer.json().at("/machine/spec");
    assertThat(spec.at("/size/vcpus").asInt()).isEqualTo(4);
    assertThat(spec.at("/size/architecture").asText()).isEqualTo("arm64");
    assertThat(spec.at("/disks/0/kind").asText()).isEqualTo("ssd");
    assertThat(spec.at("/disks/1/kind").asText()).isEqualTo("standard");
    assertThat(spec.at("/network").asText()).isEqualTo("net-1");
    assertThat(spec.at("/securityGroups").toString()).isEqualTo("[\"sg-1\",\"sg-2\"]");
    assertThat(spec.at("/sshKeys/0").asText()).isEqualTo("ssh-ed25519 AAAA me");
    assertThat(spec.at("/market/maxPricePerHour").toString())
        .isEqualTo("{\"amount\":\"0.1500\",\"currency\":\"USD\"}");
    assertThat(spec.at("/placement/near/maxRttMillis").asDouble()).isEqualTo(12.5);
    assertThat(spec.at("/placement/maxPricePerHour/amount").asText()).isEqualTo("0.3");
    assertThat(spec.at("/placement/maxCarbonGramsPerKwh").asDouble()).isEqualTo(100);
    assertThat(answer.at("/machine/labels/tier")).isEqualTo("data");
  }

  @Test
  void whatHasNoValueIsLeftOut() {
    Answer answer = api.postJson("/api/v1/vms", Samples.SMALL_MACHINE);

    assertThat(answer.json().at("/machine/status").has("providerReference")).isFalse();
    assertThat(answer.json().at("/operation").has("error")).isFalse();
  }

  @Test
  void theSameKeyAndBodyGiveTheSameAnswerAndOneMachine() {
    Answer first = api.postJson("/api/v1/vms", Samples.SMALL_MACHINE, "Idempotency-Key", "k1");
    Answer second = api.postJson("/api/v1/vms", Samples.SMALL_MACHINE, "Idempotency-Key", "k1");

    assertThat(second.status()).isEqualTo(202);
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(api.machines.size()).isEqualTo(1);
  }

  @Test
  void theSameKeyWithAnotherBodyIs422() {
    api.postJson("/api/v1/vms", Samples.SMALL_MACHINE, "Idempotency-Key", "k1");
    Answer other =
        api.postJson(
            "/api/v1/vms",
            Samples.SMALL_MACHINE.replace("web-1", "web-2"),
            "Idempotency-Key",
            "k1");

    assertThat(other.status()).isEqualTo(422);
    assertThat(other.at("/code")).isEqualTo("idempotency-key-reused");
  }

  @Test
  void aKeyThatIsNotLegalIs400() {
    Answer answer =
        api.postJson("/api/v1/vms", Samples.SMALL_MACHINE, "Idempotency-Key", "k".repeat(129));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/errors/0/pointer")).isEqualTo("Idempotency-Key");
    assertThat(api.machines.size()).isZero();
  }

  @Test
  void whatTheServiceFindsWrongIs422WithItsPointer() {
    Answer answer =
        api.postJson("/api/v1/vms", Samples.SMALL_MACHINE.replace("web-1", "Not A Name"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.at("/type")).isEqualTo("/problems/invalid-machine");
    assertThat(answer.at("/status")).isEqualTo("422");
    assertThat(answer.at("/instance")).isEqualTo("/api/v1/vms");
    assertThat(answer.at("/category")).isEqualTo("INVALID");
    assertThat(answer.json().at("/retryable").asBoolean(true)).isFalse();
    assertThat(answer.at("/errors/0/pointer")).isEqualTo("/name");
    assertThat(answer.at("/requestId")).isEqualTo(answer.header("X-Request-Id"));
  }

  @Test
  void aMachineIsSentAgainOnlyWhenItHasChanged() {
    String path = create("web-1");
    Answer first = api.get(path);
    assertThat(first.header("ETag")).isEqualTo("\"1\"");

    Answer same = api.get(path, "If-None-Match", "\"0\", W/\"1\"");
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.text()).isEmpty();
    assertThat(same.header("ETag")).isEqualTo("\"1\"");

    api.machines.finish(path.substring(path.lastIndexOf('/') + 1), MachineState.RUNNING);
    Answer changed = api.get(path, "If-None-Match", "\"1\"");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.at("/status/state")).isEqualTo("RUNNING");
    assertThat(changed.header("ETag")).isEqualTo("\"2\"");
  }

  @Test
  void headTellsWhatGetWouldWithoutTheBody() {
    String path = create("web-1");
    Answer head = api.send("HEAD", path, BodyPublishers.noBody());

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("ETag")).isEqualTo("\"1\"");
    assertThat(head.text()).isEmpty();
  }

  @Test
  void anActionOnAnotherRevisionThanExpectedIs412AndDoesNothing() {
    String path = running("web-1");

    Answer stale = api.post(path + "/actions/stop", "If-Match", "\"1\"");
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.at("/code")).isEqualTo("revision-mismatch");
    assertThat(api.get(path).header("ETag")).isEqualTo("\"2\"");

    Answer weak = api.post(path + "/actions/stop", "If-Match", "W/\"2\"");
    assertThat(weak.status()).isEqualTo(412);

    Answer current = api.post(path + "/actions/stop", "If-Match", "\"1\", \"2\"");
    assertThat(current.status()).as(current.text()).isEqualTo(202);
    assertThat(current.at("/operation/kind")).isEqualTo("stop");
  }

  @Test
  void aRepeatedActionGetsItsFirstAnswerThoughTheRevisionHasMovedOn() {
    String path = running("web-1");
    Answer first =
        api.post(path + "/actions/stop", "If-Match", "\"2\"", "Idempotency-Key", "stop-1");
    Answer again =
        api.post(path + "/actions/stop", "If-Match", "\"2\"", "Idempotency-Key", "stop-1");

    assertThat(again.status()).as(again.text()).isEqualTo(202);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void deleteHonoursIfMatchWhenItIsGiven() {
    String path = running("web-1");

    assertThat(api.delete(path, "If-Match", "\"1\"").status()).isEqualTo(412);
    assertThat(api.delete(path, "If-Match", "web").status()).isEqualTo(400);
    Answer deleted = api.delete(path, "If-Match", "*");
    assertThat(deleted.status()).isEqualTo(202);
    assertThat(deleted.at("/operation/kind")).isEqualTo("delete");
    assertThat(deleted.header("Location")).endsWith(deleted.at("/operation/id"));
  }

  @Test
  void deleteNeedsNoIfMatch() {
    assertThat(api.delete(running("web-1")).status()).isEqualTo(202);
  }

  @Test
  void anActionThatTheStateDoesNotAllowIs409WithTheOperation() {
    String path = create("web-1");
    Answer answer = api.post(path + "/actions/start");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.at("/operation")).isEqualTo(api.get(path).at("/operation"));
  }

  @Test
  void anUnknownActionIs404AndListsThoseThereAre() {
    Answer answer = api.post(create("web-1") + "/actions/reboot");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.at("/nextStep"))
        .contains("start, stop, restart, pause, resume, resize, delete");
  }

  @Test
  void anEmptyBodyOfAnyTypeDoesNotKeepAnActionBack() {
    String path = running("web-1");
    Answer answer =
        api.send(
            "POST",
            path + "/actions/stop",
            BodyPublishers.ofString(""),
            "Content-Type",
            "application/x-www-form-urlencoded");

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource({"vm-none", "not%20an%20id", "..%2Fetc", "%2e%2e", "a%00b", "'%F0%9F%98%80'"})
  void aMachineThatIsNotThereIs404OrRefusedAsAnAddress(String id) {
    Answer answer = api.get("/api/v1/vms/" + id);

    assertThat(answer.status()).isIn(400, 404);
  }

  @Test
  void listsAreFiltered() {
    api.postJson(
        "/api/v1/vms",
        "{\"name\":\"a\",\"labels\":{\"app\":\"shop\",\"tier\":\"web\"},"
            + "\"size\":{\"vcpus\":1,\"memoryGib\":1}}");
    api.postJson(
        "/api/v1/vms",
        "{\"name\":\"b\",\"labels\":{\"app\":\"shop\"},"
            + "\"size\":{\"vcpus\":1,\"memoryGib\":1}}");

    assertThat(names("?label=app%3Dshop")).containsExactly("b", "a");
    assertThat(names("?label=app%3Dshop&label=tier%3Dweb")).containsExactly("a");
    assertThat(names("?label.app=shop&label.tier=web")).containsExactly("a");
    assertThat(names("?label.app=none")).isEmpty();
    assertThat(names("?name=b")).containsExactly("b");
    assertThat(names("?state=creating")).containsExactly("b", "a");
    assertThat(names("?state=RUNNING")).isEmpty();
    assertThat(names("?account=sim-aws&region=eu-central-1")).containsExactly("b", "a");
    assertThat(names("?region=us-east-1")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "?state=SLEEPING,state,'CREATING, PROVISIONING, RUNNING'",
    "?label=app,label,key=value",
    "?label.app=a&label=app%3Db,label,two values",
    "?pageSize=0,pageSize,1 to 1000",
    "?pageSize=1001,pageSize,1 to 1000",
    "?pageSize=ten,pageSize,1 to 1000",
    "?pageSize=5&pageSize=6,pageSize,more than once",
    "?pageToken=,pageToken,nextPageToken",
    "?colour=red,colour,'account, label, maxAge, name, pageSize, pageToken, region, sort, state'",
  })
  void aQueryParameterThatIsNotLegalIs400AndSaysWhatIs(String query, String name, String legal) {
    Answer answer = api.get("/api/v1/vms" + query);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.at("/errors/0/pointer")).isEqualTo(name);
    assertThat(answer.at("/errors/0/message")).contains(legal);
  }

  @Test
  void machinesAreSortedByTheirAgeInBothDirectionsAndByNothingThatMoves() {
    for (int i = 0; i < 3; i++) {
      api.postJson("/api/v1/vms", Samples.SMALL_MACHINE.replace("web-1", "web-" + i));
    }

    assertThat(api.get("/api/v1/vms?sort=createdAt").at("/items/0/name")).isEqualTo("web-0");
    assertThat(api.get("/api/v1/vms?sort=-createdAt").at("/items/0/name")).isEqualTo("web-2");
    assertThat(api.get("/api/v1/vms").at("/items/0/name")).isEqualTo("web-2");
    String oldest = api.get("/api/v1/operations").at("/items/2/id");
    assertThat(api.get("/api/v1/operations?sort=createdAt").at("/items/0/id")).isEqualTo(oldest);

    Answer refused = api.get("/api/v1/vms?sort=state");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("/errors/0/pointer")).isEqualTo("sort");
    assertThat(refused.at("/errors/0/message")).contains("createdAt, -createdAt");
    assertThat(api.get("/api/v1/operations?sort=").status()).isEqualTo(400);
  }

  @Test
  void pagesShowEachMachineOnce() {
    for (int i = 0; i < 7; i++) {
      create("web-" + i);
    }
    Set<String> seen = new HashSet<>();
    String token = "";
    int pages = 0;
    do {
      Answer page =
          api.get("/api/v1/vms?pageSize=3" + (token.isEmpty() ? "" : "&pageToken=" + token));
      page.json()
          .get("items")
          .forEach(item -> assertThat(seen.add(item.get("id").asText())).isTrue());
      assertThat(page.json().has("nextPageToken")).isTrue();
      token = page.json().get("nextPageToken").isNull() ? "" : page.at("/nextPageToken");
      pages++;
    } while (!token.isEmpty());

    assertThat(seen).hasSize(7);
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void theServiceLearnsWhoCallsFromWhereInWhichRequest() {
    api.postJson("/api/v1/vms", Samples.SMALL_MACHINE, "X-Request-Id", "my-request-7");

    assertThat(api.machines.callers())
        .singleElement()
        .satisfies(
            caller -> {
              assertThat(caller.principal()).isEqualTo("admin");
              assertThat(caller.channel()).isEqualTo("rest");
              assertThat(caller.address()).isEqualTo("127.0.0.1");
              assertThat(caller.requestId()).isEqualTo("my-request-7");
            });
  }

  private String create(String name) {
    Answer answer = api.postJson("/api/v1/vms", Samples.SMALL_MACHINE.replace("web-1", name));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return "/api/v1/vms/" + answer.at("/machine/id");
  }

  private String running(String name) {
    String path = create(name);
    api.machines.finish(path.substring(path.lastIndexOf('/') + 1), MachineState.RUNNING);
    return path;
  }

  private Iterable<String> names(String query) {
    Answer answer = api.get("/api/v1/vms" + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    List<String> names = new ArrayList<>();
    answer.json().get("items").forEach(item -> names.add(item.get("name").asText()));
    return names;
  }
}
