package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.MachineState;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.LiveFactor;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.api.placement.PlacementService;
import io.novacron.api.placement.Replay;
import io.novacron.api.placement.ReplayRequest;
import io.novacron.api.placement.ScoredCandidates;
import io.novacron.api.placement.SpotAdvice;
import io.novacron.api.placement.SpotAdviceRequest;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import io.novacron.rest.internal.TestApi.Answer;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AdmissionTest {
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
  void moreRequestsThanAreTakenAreRefusedAndPlacesComeBack() {
    api.rest.settings(TestApi.settings(1, 0, Duration.ofSeconds(30), Duration.ofSeconds(15)));
    HeldPlacements held = new HeldPlacements();
    api.services.placements().bind(held);
    CompletableFuture<Answer> first =
        api.sendLater("GET", "/api/v1/placements/dec-1", BodyPublishers.noBody());
    await(() -> held.asked() == 1);

    Answer refused = api.get("/api/v1/accounts");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(refused.header("X-Request-Id")).isEqualTo(refused.at("/requestId"));
    assertThat(refused.at("/code")).isEqualTo("too-many-requests-under-way");
    assertThat(api.get("/health/live").status()).isEqualTo(200);
    assertThat(api.get("/health/ready").status()).isEqualTo(200);

    held.release();
    assertThat(first.join().status()).isEqualTo(404);
    await(() -> api.get("/api/v1/accounts").status() == 200);
  }

  @Test
  void waitsHaveABoundOfTheirOwnAndLeaveRoomForOthers() {
    api.rest.settings(TestApi.settings(1, 2, Duration.ofSeconds(30), Duration.ofSeconds(15)));
    String operation = api.postJson("/api/v1/vms", Samples.SMALL_MACHINE).header("Location");
    List<CompletableFuture<Answer>> waits = new ArrayList<>();
    for (int i = 1; i <= 2; i++) {
      int expected = i;
      waits.add(api.sendLater("GET", operation + "?wait=55s", BodyPublishers.noBody()));
      await(() -> api.machines.waiting() == expected);
    }

    await(() -> api.get(operation).status() == 200);
    await(() -> api.get(operation + "?wait=55s").at("/code").equals("too-many-waiting"));

    api.machines.finish("vm-000001", MachineState.RUNNING);
    assertThat(waits).allSatisfy(wait -> assertThat(wait.join().status()).isEqualTo(200));
    await(() -> api.get(operation + "?wait=55s").status() == 200);
  }

  @Test
  void manyCallersAtOnceEachGetTheirOwnAnswer() {
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(
          api.sendLater(
              "POST",
              "/api/v1/vms",
              BodyPublishers.ofString(Samples.SMALL_MACHINE.replace("web-1", "web-" + i)),
              "Content-Type",
              "application/json",
              "X-Request-Id",
              "request-" + i));
    }
    for (int i = 0; i < 200; i++) {
      Answer answer = answers.get(i).join();
      assertThat(answer.status()).as(answer.text()).isEqualTo(202);
      assertThat(answer.at("/machine/name")).isEqualTo("web-" + i);
      assertThat(answer.header("X-Request-Id")).isEqualTo("request-" + i);
    }
    assertThat(api.machines.size()).isEqualTo(200);
  }

  @Test
  void oneKeyFromManyCallersAtOnceMakesOneMachine() {
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      answers.add(
          api.sendLater(
              "POST",
              "/api/v1/vms",
              BodyPublishers.ofString(Samples.SMALL_MACHINE),
              "Content-Type",
              "application/json",
              "Idempotency-Key",
              "one"));
    }

    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer.join().at("/machine/id")).isEqualTo("vm-000001"));
    assertThat(api.machines.size()).isEqualTo(1);
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(condition);
  }

  /** Decisions that are not given before they are released. */
  private static final class HeldPlacements implements PlacementService {
    private final CompletableFuture<Decision> answer = new CompletableFuture<>();
    private final AtomicInteger asked = new AtomicInteger();

    int asked() {
      return asked.get();
    }

    void release() {
      answer.completeExceptionally(
          Problem.builder("decision-not-found", Category.NOT_FOUND, "None.").toException());
    }

    @Override
    public CompletionStage<Decision> decide(Caller caller, PlacementRequest request) {
      return answer;
    }

    @Override
    public CompletionStage<Decision> get(Caller caller, String id) {
      asked.incrementAndGet();
      return answer;
    }

    @Override
    public CompletionStage<Page<Decision>> list(
        Caller caller, int pageSize, @Nullable String pageToken) {
      return CompletableFuture.completedFuture(new Page<>(List.of(), null));
    }

    @Override
    public CompletionStage<Replay> replay(Caller caller, ReplayRequest request) {
      return answer.thenApply(
          decision ->
              new Replay(
                  "as-decided",
                  List.of(),
                  0,
                  0,
                  BigDecimal.ZERO,
                  BigDecimal.ZERO,
                  BigDecimal.ZERO));
    }

    @Override
    public CompletionStage<SpotAdvice> adviseOnSpot(Caller caller, SpotAdviceRequest request) {
      return CompletableFuture.failedFuture(new UnsupportedOperationException("not asked here"));
    }

    @Override
    public CompletionStage<List<LiveFactor>> factors(Caller caller) {
      return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<ScoredCandidates> candidates(Caller caller, String id, int most) {
      return answer.thenApply(decision -> new ScoredCandidates(decision, 0, List.of()));
    }
  }
}
