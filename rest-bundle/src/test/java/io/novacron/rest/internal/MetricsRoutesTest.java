package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.novacron.api.store.Key;
import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoreStatistics;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.rest.internal.TestApi.Answer;
import io.novacron.rest.internal.http.ServiceSlot;
import io.novacron.rest.internal.metrics.ProcessMeters;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MetricsRoutesTest {
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
  void requestsAreCountedByRouteTemplateAndStatus() {
    api.get("/api/v1/vms/vm-1");
    api.get("/api/v1/vms/vm-2");
    api.get("/api/v1/accounts");
    api.get("/nowhere/" + "x".repeat(50));
    api.send("PATCH", "/api/v1/vms/vm-1", BodyPublishers.noBody());
    api.send("PUT", "/api/v1/vms", BodyPublishers.noBody());
    api.send("BREW", "/api/v1/vms", BodyPublishers.noBody());

    await(
        () ->
            assertThat(metrics())
                .containsPattern(
                    "novacron_http_requests_seconds_count\\{method=\"GET\","
                        + "route=\"/api/v1/vms/\\{id\\}\",status=\"404\"\\} 2")
                .containsPattern(
                    "novacron_http_requests_seconds_count\\{method=\"GET\","
                        + "route=\"/api/v1/accounts\",status=\"200\"\\} 1")
                .containsPattern("method=\"PATCH\",route=\"/api/v1/vms/\\{id\\}\"")
                .containsPattern("method=\"PUT\",route=\"unmatched\",status=\"405\"")
                .containsPattern("method=\"OTHER\",route=\"unmatched\",status=\"405\"")
                .doesNotContain("nowhere")
                .doesNotContain("BREW"));
  }

  @Test
  void theProcessIsMeasured() {
    assertThat(metrics())
        .contains("jvm_memory_used_bytes")
        .contains("jvm_threads_live_threads")
        .contains("jvm_gc_memory_allocated_bytes_total")
        .contains("process_cpu_usage")
        .contains("novacron_http_active");
  }

  @Test
  void theStoreIsMeasuredWhileItIsThere() throws Exception {
    ServiceSlot<StateStore> slot = new ServiceSlot<>("state store", "");
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (ProcessMeters bound = new ProcessMeters(meters, slot)) {
      slot.bind(new CountedStore());
      assertThat(meters.scrape())
          .contains("novacron_store_transactions_total 7")
          .contains("novacron_store_records_total 9")
          .contains("novacron_store_bytes_total 4096")
          .contains("novacron_store_flushes_total 5")
          .contains("novacron_store_conflicts_total 2");
      assertThat(bound).isNotNull();
    }
  }

  @Test
  void figuresComeAsPrometheusText() {
    Answer answer = api.get("/metrics");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("text/plain").contains("version=0.0.4");
    assertThat(api.get("/metrics", "Accept", "application/json").status()).isEqualTo(406);
  }

  private static String metrics() {
    return api.get("/metrics").text();
  }

  private static void await(ThrowingRunnable assertion) {
    // A request is counted when its answer has been written, which its reader may see a little
    // before.
    Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(assertion);
  }

  /** A store that has only figures. */
  private static final class CountedStore implements StateStore {
    @Override
    public CompletionStage<Optional<StoredRecord>> get(Key key) {
      return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<List<StoredRecord>> commit(Transaction transaction) {
      return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<Page<StoredRecord>> query(Query query) {
      return CompletableFuture.completedFuture(new Page<>(List.of(), null));
    }

    @Override
    public StoreStatistics statistics() {
      return new StoreStatistics(7, 9, 4096, 5, 2);
    }
  }
}
