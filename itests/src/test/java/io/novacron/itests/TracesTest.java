package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A trace leads from the caller's own span through the request, its operation and its steps to the
 * calls to the cloud, also when the server dies in between.
 */
class TracesTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String OTHER_TRACE = "5bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLER = "00f067aa0ba902b7";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void aCreateIsOneTraceFromTheCallersSpanToTheCloudAlsoOverAKill() throws Exception {
    try (Collector collector = new Collector();
        Server server =
            new Server(Archive.home(), directory.resolve("data"))
                .with("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint())
                .with("OTEL_BSP_SCHEDULE_DELAY", "200")
                .start()) {
      create(server, "traced", "00-" + TRACE + "-" + CALLER + "-01");

      await().atMost(LIMIT).untilAsserted(() -> assertChain(collector, TRACE));
      assertThat(collector.resources())
          .allSatisfy(
              resource ->
                  assertThat(resource)
                      .containsEntry("service.name", "novacron")
                      .containsEntry("service.instance.id", "node-1"));
      assertThat(Files.readString(server.data().resolve("log/novacron.log")))
          .contains("traceId=" + TRACE);

      // The caller has decided that this one is not to be traced.
      String unsampled = "6bf92f3577b34da6a3ce929d0e0e4736";
      create(server, "untraced", "00-" + unsampled + "-" + CALLER + "-00");

      aCommandBeginsATraceOfItsOwn(server, collector);
      killedAmidACreateItGoesOnWithTheTrace(server, collector);
      assertThat(collector.spans(unsampled)).isEmpty();
    }
  }

  private static void aCommandBeginsATraceOfItsOwn(Server server, Collector collector)
      throws Exception {
    Server.Finished created =
        server.command(
            "shell", "--", "novacron:vm-create from-the-shell --vcpus 2 --memory 4 --wait");
    assertThat(created.status()).as(created.output()).isZero();
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              Span command = only(collector.spans(), "novacron:vm-create");
              List<Span> spans = collector.spans(Collector.hex(command.getTraceId()));
              assertThat(command.getParentSpanId().isEmpty()).isTrue();
              assertThat(only(spans, "operation create").getParentSpanId())
                  .isEqualTo(command.getSpanId());
              assertThat(spans).extracting(Span::getName).contains("provider create");
            });
  }

  private static void killedAmidACreateItGoesOnWithTheTrace(Server server, Collector collector)
      throws Exception {
    HttpResponse<String> slow =
        server.post(
            "/api/v1/simulator/faults",
            "{\"name\":\"slow\",\"action\":\"create\",\"parameters\":{\"extraMillis\":8000}}");
    assertThat(slow.statusCode()).as(slow.body()).isIn(200, 201);
    HttpResponse<String> accepted =
        server.post(
            "/api/v1/vms",
            "{\"name\":\"killed\",\"size\":{\"vcpus\":2,\"memoryGib\":4}}",
            "traceparent",
            "00-" + OTHER_TRACE + "-" + CALLER + "-01");
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(collector.spans(OTHER_TRACE))
                    .extracting(Span::getName)
                    .contains("POST /api/v1/vms")
                    .doesNotContain("operation create"));
    server.kill();
    server.start();
    ended(server, Server.json(accepted.body()));

    await().atMost(LIMIT).untilAsserted(() -> assertChain(collector, OTHER_TRACE));
  }

  /** Each has the right parent, and there is one operation. */
  private static void assertChain(Collector collector, String trace) {
    List<Span> spans = collector.spans(trace);
    Span request = only(spans, "POST /api/v1/vms");
    Span operation = only(spans, "operation create");
    assertThat(Collector.hex(request.getParentSpanId())).isEqualTo(CALLER);
    assertThat(request.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
    assertThat(operation.getParentSpanId()).isEqualTo(request.getSpanId());
    assertThat(Collector.attribute(operation, "novacron.operation.state")).contains("SUCCEEDED");

    List<Span> steps = spans.stream().filter(span -> span.getName().startsWith("step ")).toList();
    assertThat(steps).extracting(Span::getName).contains("step call");
    assertThat(steps)
        .allSatisfy(step -> assertThat(step.getParentSpanId()).isEqualTo(operation.getSpanId()));

    List<Span> calls =
        spans.stream().filter(span -> span.getName().startsWith("provider ")).toList();
    assertThat(calls).extracting(Span::getName).isNotEmpty();
    assertThat(calls)
        .allSatisfy(
            call -> {
              assertThat(call.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
              assertThat(steps)
                  .extracting(Span::getSpanId)
                  .as("%s within a step", call.getName())
                  .contains(call.getParentSpanId());
            });
    // Nothing hangs in the air: each parent is a span of the trace, or the caller's.
    assertThat(spans)
        .allSatisfy(
            span ->
                assertThat(
                        spans.stream()
                                .anyMatch(other -> other.getSpanId().equals(span.getParentSpanId()))
                            || Collector.hex(span.getParentSpanId()).equals(CALLER))
                    .as(span.getName())
                    .isTrue());
  }

  private static Span only(List<Span> spans, String name) {
    List<Span> found = spans.stream().filter(span -> span.getName().equals(name)).toList();
    assertThat(found).as(name + " of " + spans.stream().map(Span::getName).toList()).hasSize(1);
    return found.get(0);
  }

  private static void create(Server server, String name, String traceparent)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        server.post(
            "/api/v1/vms",
            "{\"name\":\"" + name + "\",\"size\":{\"vcpus\":2,\"memoryGib\":4}}",
            "traceparent",
            traceparent);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    ended(server, Server.json(answer.body()));
  }

  private static void ended(Server server, JsonNode accepted)
      throws IOException, InterruptedException {
    long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    String path = "/api/v1/operations/" + accepted.at("/operation/id").asText() + "?wait=20s";
    while (System.nanoTime() < limit) {
      JsonNode operation = server.read(path);
      if (operation.get("done").asBoolean()) {
        assertThat(operation.get("state").asText()).as(operation.toString()).isEqualTo("SUCCEEDED");
        return;
      }
    }
    throw new AssertionError("not done: " + path);
  }
}
