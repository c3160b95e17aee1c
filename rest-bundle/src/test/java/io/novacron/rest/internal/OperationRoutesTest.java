package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.machine.MachineState;
import io.novacron.rest.internal.TestApi.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OperationRoutesTest {
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
  void anOperationShowsItsStepsAndWhatItWaitsFor() {
    Answer answer = api.get(operation());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("ETag")).isEqualTo("\"1\"");
    assertThat(answer.at("/state")).isEqualTo("RUNNING");
    assertThat(answer.json().at("/done").asBoolean(true)).isFalse();
    assertThat(answer.json().at("/progress").asDouble()).isEqualTo(0.5);
    assertThat(answer.at("/steps/0/name")).isEqualTo("call");
    assertThat(answer.at("/steps/0/startedAt")).isEqualTo("2026-11-23T12:00:00Z");
    assertThat(answer.at("/waitingFor/kind")).isEqualTo("provider");
    assertThat(answer.at("/actor")).isEqualTo("admin");
  }

  @Test
  void aWaitEndsWhenTheOperationDoes() {
    String path = operation();
    CompletableFuture<Answer> waiting =
        api.sendLater("GET", path + "?wait=50s", BodyPublishers.noBody());
    awaitWaiters(1);
    assertThat(waiting).isNotDone();

    api.machines.finish("vm-000001", MachineState.RUNNING);

    Answer answer = waiting.join();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/state")).isEqualTo("SUCCEEDED");
    assertThat(answer.at("/result")).isEqualTo("vm-000001");
    assertThat(answer.header("ETag")).isEqualTo("\"2\"");
  }

  @Test
  void aWaitThatIsOverGivesTheOperationAsItIs() {
    Answer answer = api.get(operation() + "?wait=20ms");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/state")).isEqualTo("RUNNING");
  }

  @Test
  void hundredsOfWaitsHoldNoThread() {
    String path = operation();
    List<CompletableFuture<Answer>> waits = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      waits.add(api.sendLater("GET", path + "?wait=55s", BodyPublishers.noBody()));
    }
    awaitWaiters(400);

    long threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("novacron-rest"))
            .count();
    assertThat(threads)
        .isLessThanOrEqualTo(Math.max(8, 4L * Runtime.getRuntime().availableProcessors()));
    assertThat(api.get(path).status()).isEqualTo(200);

    api.machines.finish("vm-000001", MachineState.RUNNING);
    assertThat(waits)
        .allSatisfy(wait -> assertThat(wait.join().at("/state")).isEqualTo("SUCCEEDED"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"20", "s", "-1s", "1w", "1.5s", "9999999999s", ""})
  void aWaitThatIsNoLengthOfTimeIs400(String wait) {
    Answer answer = api.get(operation() + "?wait=" + wait);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/errors/0/pointer")).isEqualTo("wait");
    assertThat(answer.at("/errors/0/message")).contains("20s");
  }

  @Test
  void aCancelIsAcceptedAndAskingAgainChangesNothing() {
    String path = operation();

    Answer answer = api.post(path + "/actions/cancel");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("Location")).isEqualTo(path);
    assertThat(answer.json().at("/cancelRequested").asBoolean()).isTrue();
    assertThat(api.post(path + "/actions/cancel").at("/revision"))
        .isEqualTo(answer.at("/revision"));
  }

  @Test
  void aCancelThatComesTooLateIs409WithTheOperation() {
    String path = operation();
    api.machines.finish("vm-000001", MachineState.RUNNING);

    Answer answer = api.post(path + "/actions/cancel");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.at("/code")).isEqualTo("operation-done");
    assertThat(path).endsWith(answer.at("/operation"));
  }

  @Test
  void aCancelOfNothingIs404AndTakesNoBody() {
    assertThat(api.post("/api/v1/operations/op-none/actions/cancel").status()).isEqualTo(404);
    assertThat(api.postJson(operation() + "/actions/cancel", "{}").status()).isEqualTo(400);
  }

  @Test
  void aChangeThatIsWaitedForAnswersOnceItIsDone() {
    CompletableFuture<Answer> waiting =
        api.sendLater(
            "POST",
            "/api/v1/vms?wait=50s",
            BodyPublishers.ofString(Samples.SMALL_MACHINE),
            "Content-Type",
            "application/json");
    awaitWaiters(1);
    assertThat(waiting).isNotDone();

    api.machines.finish("vm-000001", MachineState.RUNNING);

    Answer answer = waiting.join();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/operation/state")).isEqualTo("SUCCEEDED");
    assertThat(answer.at("/machine/status/state")).isEqualTo("RUNNING");
    assertThat(answer.header("Location")).endsWith(answer.at("/operation/id"));
  }

  @Test
  void aChangeThatIsNotDoneWhenTheWaitIsOverIsAccepted() {
    Answer created = api.postJson("/api/v1/vms?wait=20ms", Samples.SMALL_MACHINE);
    assertThat(created.status()).isEqualTo(202);
    assertThat(created.at("/operation/state")).isEqualTo("RUNNING");
    assertThat(api.post(created.header("Location") + "/actions/cancel?wait=20ms").status())
        .isEqualTo(202);
    api.machines.finish("vm-000001", MachineState.RUNNING);
    assertThat(api.post("/api/v1/vms/vm-000001/actions/stop?wait=20ms").status()).isEqualTo(202);
    assertThat(api.postJson("/api/v1/vms?wait=soon", Samples.SMALL_MACHINE).status())
        .isEqualTo(400);
    assertThat(api.machines.size()).isEqualTo(1);
  }

  @Test
  void listsAreFiltered() {
    operation();
    api.postJson("/api/v1/vms", Samples.SMALL_MACHINE.replace("web-1", "web-2"));
    api.machines.finish("vm-000001", MachineState.RUNNING);

    assertThat(count("")).isEqualTo(2);
    assertThat(count("?done=true")).isEqualTo(1);
    assertThat(count("?done=false")).isEqualTo(1);
    assertThat(count("?state=SUCCEEDED")).isEqualTo(1);
    assertThat(count("?kind=create")).isEqualTo(2);
    assertThat(count("?kind=delete")).isZero();
    assertThat(count("?target=vm-000001")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?done=maybe", "?kind=explode", "?state=RUNNINGLATE", "?wait=1s"})
  void aFilterThatIsNotLegalIs400(String query) {
    assertThat(api.get("/api/v1/operations" + query).status()).isEqualTo(400);
  }

  @Test
  void anOperationThatIsNotThereIs404() {
    assertThat(api.get("/api/v1/operations/op-none").at("/code")).isEqualTo("operation-not-found");
    assertThat(api.get("/api/v1/operations/op-none?wait=5s").status()).isEqualTo(404);
  }

  private static String operation() {
    return api.postJson("/api/v1/vms", Samples.SMALL_MACHINE).header("Location");
  }

  private static int count(String query) {
    Answer answer = api.get("/api/v1/operations" + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().get("items").size();
  }

  private static void awaitWaiters(int count) {
    Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> api.machines.waiting() == count);
  }
}
