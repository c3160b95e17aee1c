package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.maintenance.MaintenanceService;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.request.LongWork;
import io.novacron.rest.internal.TestApi.Answer;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MaintenanceRoutesTest {
  private static final String COMPACT = "/api/v1/maintenance/actions/compact";
  private static final TestApi api = new TestApi();

  @BeforeEach
  void beginAnew() {
    api.reset();
    bind(
        (caller, options) ->
            CompletableFuture.completedFuture(
                new LongWork(
                    "It removes events.",
                    options.dryRun()
                        ? null
                        : Operation.queued(
                                "op-1",
                                caller.tenant(),
                                OperationKind.COMPACT,
                                "op-1",
                                caller.principal(),
                                Instant.EPOCH)
                            .toBuilder()
                            .idempotencyKey(options.idempotencyKey())
                            .build())));
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @Test
  void aCompactionIsAnsweredWithItsOperation() {
    Answer answer = api.post(COMPACT);
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("Location")).isEqualTo("/api/v1/operations/op-1");
    assertThat(answer.at("/kind")).isEqualTo("compact");
    assertThat(answer.at("/actor")).isEqualTo("admin");
  }

  @Test
  void whileThereIsOneTheAnswerIs409WithIt() {
    bind(
        (caller, options) ->
            CompletableFuture.failedFuture(
                Problem.builder("compaction-running", Category.CONFLICT, "One is under way.")
                    .operation("op-1")
                    .toException()));
    Answer answer = api.post(COMPACT);
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.at("/operation")).isEqualTo("op-1");
  }

  @Test
  void aDryRunIsAnsweredWithWhatWouldGo() {
    Answer answer = api.post(COMPACT + "?dryRun=true");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.at("/dryRun")).isEqualTo("true");
    assertThat(answer.at("/effect")).isEqualTo("It removes events.");
    assertThat(api.post(COMPACT + "?dryRun=true", "Idempotency-Key", "k").status()).isEqualTo(400);
    assertThat(api.post(COMPACT + "?dryRun=maybe").status()).isEqualTo(400);
  }

  @Test
  void itTakesAKeyAndNoBody() {
    assertThat(api.postJson(COMPACT, "{}").status()).isBetween(400, 422);
    Answer keyed = api.post(COMPACT, "Idempotency-Key", "k-1");
    assertThat(keyed.status()).isEqualTo(202);
    assertThat(keyed.at("/idempotencyKey")).isEqualTo("k-1");
    assertThat(api.post(COMPACT, "Idempotency-Key", "a b").status()).isEqualTo(400);
    assertThat(api.get(COMPACT).status()).isEqualTo(405);
  }

  private static void bind(MaintenanceService service) {
    api.services.maintenance().bind(service);
  }
}
