package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.batch.BatchItem;
import io.novacron.api.batch.BatchPolicy;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.MachineAction;
import io.novacron.rest.internal.TestApi.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BatchRoutesTest {
  private static final TestApi api = new TestApi();
  private static final String BATCH =
      """
      {"items": [{"create": {"name": "web-1", "size": {"vcpus": 2, "memoryGib": 4}}},
                 {"action": "stop", "id": "vm-7"}],
       "policy": "keep-successes"}
      """;

  @BeforeEach
  void beginAnew() {
    api.reset();
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @Test
  void aBatchIsAnsweredWithItsParentOperationAndWhereToFollowIt() {
    Answer answer = api.postJson("/api/v1/vms/batch", BATCH);

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.at("/kind")).isEqualTo("batch");
    assertThat(answer.header("Location")).isEqualTo("/api/v1/operations/" + answer.at("/id"));
    assertThat(api.batches.requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.policy()).isEqualTo(BatchPolicy.KEEP_SUCCESSES);
              assertThat(request.items().get(0))
                  .isInstanceOfSatisfying(
                      BatchItem.Create.class,
                      create -> assertThat(create.spec().name()).isEqualTo("web-1"));
              assertThat(request.items().get(1))
                  .isEqualTo(new BatchItem.Act("vm-7", ActionRequest.of(MachineAction.STOP)));
            });
  }

  @Test
  void theOperationSaysWhatCameOfEachItem() {
    Answer operation = api.get(api.postJson("/api/v1/vms/batch", BATCH).header("Location"));

    assertThat(operation.status()).isEqualTo(200);
    assertThat(operation.at("/state")).isEqualTo("FAILED");
    assertThat(operation.at("/error/category")).isEqualTo("PARTIAL");
    assertThat(operation.at("/error/status")).isEqualTo("207");
    assertThat(operation.at("/children/failed")).isEqualTo("1");
    assertThat(operation.json().at("/result/items")).hasSize(2);
    assertThat(operation.at("/result/items/0/machine")).isEqualTo("vm-0");
    assertThat(operation.at("/result/items/0/operation")).isEqualTo("op-0");
    assertThat(operation.at("/result/items/1/index")).isEqualTo("1");
    assertThat(operation.at("/result/items/1/error/code")).isEqualTo("illegal-state");
    assertThat(operation.json().at("/result/items/0").has("error")).isFalse();
  }

  @Test
  void theMinimumReachesTheService() {
    api.postJson(
        "/api/v1/vms/batch",
        """
        {"items": [{"action": "start", "id": "vm-1"}], "policy": "at-least", "minimum": 1}
        """);

    assertThat(api.batches.requests().get(0).policy()).isEqualTo(BatchPolicy.AT_LEAST);
    assertThat(api.batches.requests().get(0).minimum()).isEqualTo(1);
  }

  @Test
  void theSameKeyGivesTheSameBatch() {
    Answer first = api.postJson("/api/v1/vms/batch", BATCH, "Idempotency-Key", "k");
    Answer second = api.postJson("/api/v1/vms/batch", BATCH, "Idempotency-Key", "k");

    assertThat(second.at("/id")).isEqualTo(first.at("/id"));
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(api.batches.requests()).hasSize(1);
  }

  @Test
  void everyWrongItemIsNamed() {
    Answer answer =
        api.postJson(
            "/api/v1/vms/batch",
            """
            {"items": [{}, {"action": "stop"}, {"action": "fly", "id": "vm-1"},
                       {"create": {"name": "x"}, "id": "vm-1"}], "policy": "keep-successes"}
            """);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/errors").findValuesAsText("pointer"))
        .containsExactly("/items/0", "/items/1", "/items/2/action", "/items/3");
    assertThat(answer.at("/errors/2/message")).contains("start, stop");
    assertThat(api.batches.requests()).isEmpty();
  }

  @Test
  void unknownAndMissingFieldsAreNamed() {
    Answer answer =
        api.postJson(
            "/api/v1/vms/batch",
            """
            {"items": [{"create": {"nam": "x"}}], "polici": "keep-successes"}
            """);

    assertThat(answer.status()).isBetween(400, 422);
    assertThat(answer.json().at("/errors").findValuesAsText("pointer"))
        .contains("/items/0/create/nam", "/items/0/create/name", "/polici", "/policy");
  }

  @Test
  void theListOfOperationsCanBeOfOneParent() {
    String id = api.postJson("/api/v1/vms/batch", BATCH).at("/id");

    assertThat(api.get("/api/v1/operations?parent=" + id).json().at("/items")).isEmpty();
    assertThat(api.get("/api/v1/operations?kind=batch").json().at("/items")).hasSize(1);
  }

  @Test
  void otherMethodsAreRefused() {
    assertThat(api.delete("/api/v1/vms/batch").status()).isEqualTo(405);
  }
}
