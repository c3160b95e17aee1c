package io.novacron.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.batch.BatchItem;
import io.novacron.api.batch.BatchPolicy;
import io.novacron.api.batch.BatchRequest;
import io.novacron.api.machine.Accepted;
import io.novacron.api.operation.OperationState;
import io.novacron.api.security.Caller;
import io.novacron.core.internal.testing.FakeCloud.Behaviour;
import io.novacron.core.internal.testing.World;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The spans of operations. */
class OperationTracesTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String REQUEST = "00f067aa0ba902b7";

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder()
          .setIdGenerator(new BaggageIds())
          .addSpanProcessor(SimpleSpanProcessor.create(spans))
          .build();
  private final Tracer tracer = provider.get("test");
  private final World world = new World();
  private World.Node node = world.start();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void anOperationIsWithinItsRequestStepsWithinItAndCallsWithinSteps() {
    world.traces.set(tracer);
    done(create("web", "01"));

    SpanData operation = only("operation create");
    assertThat(operation.getTraceId()).isEqualTo(TRACE);
    assertThat(operation.getParentSpanId()).isEqualTo(REQUEST);
    assertThat(operation.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    SpanData step = only("step call");
    assertThat(step.getParentSpanId()).isEqualTo(operation.getSpanId());
    SpanData call = only("provider create");
    assertThat(call.getParentSpanId()).isEqualTo(step.getSpanId());
    assertThat(call.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(operation.getStartEpochNanos()).isLessThanOrEqualTo(step.getStartEpochNanos());
    assertThat(operation.getEndEpochNanos()).isGreaterThanOrEqualTo(step.getEndEpochNanos());
  }

  @Test
  void whatEndsAfterARestartIsAPartOfTheSameTrace() {
    world.traces.set(tracer);
    world.cloud.next("create", new Behaviour.LoseReply());
    Accepted accepted = create("web", "01");
    world.time.advance(Duration.ofMillis(1));
    node.kill();
    assertThat(spans.getFinishedSpanItems())
        .noneMatch(span -> span.getName().startsWith("operation"));
    node = world.start();
    done(accepted);

    SpanData operation = only("operation create");
    assertThat(operation.getTraceId()).isEqualTo(TRACE);
    assertThat(operation.getParentSpanId()).isEqualTo(REQUEST);
    assertThat(named("step "))
        .isNotEmpty()
        .allSatisfy(step -> assertThat(step.getParentSpanId()).isEqualTo(operation.getSpanId()));
  }

  @Test
  void theItemsOfABatchAreWithinItsRequestAlsoAfterARestart() {
    world.traces.set(tracer);
    BatchRequest request =
        new BatchRequest(
            List.of(
                new BatchItem.Create(World.spec("one")), new BatchItem.Create(World.spec("two"))),
            BatchPolicy.KEEP_SUCCESSES,
            null);
    String batch = node.answer(node.batches.submit(caller("01"), request, null)).operation().id();
    node.kill();
    node = world.start();
    assertThat(node.done(batch).state()).isEqualTo(OperationState.SUCCEEDED);

    assertThat(named("operation create"))
        .hasSize(2)
        .allSatisfy(operation -> assertThat(operation.getParentSpanId()).isEqualTo(REQUEST));
  }

  @Test
  void whatTheCallerDoesNotWantTracedIsNot() {
    world.traces.set(tracer);
    done(create("web", "00"));
    done(node.create("other", null));
    world.traces.clear(tracer);
    done(create("third", "01"));
    assertThat(spans.getFinishedSpanItems()).isEmpty();
  }

  private Accepted create(String name, String flags) {
    return node.answer(node.machines.create(caller(flags), World.spec(name), null));
  }

  private static Caller caller(String flags) {
    return World.caller().withTraceparent("00-" + TRACE + "-" + REQUEST + "-" + flags);
  }

  private void done(Accepted accepted) {
    assertThat(node.done(accepted.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
  }

  private List<SpanData> named(String beginning) {
    return spans.getFinishedSpanItems().stream()
        .filter(span -> span.getName().startsWith(beginning))
        .toList();
  }

  private SpanData only(String name) {
    assertThat(named(name)).as(spans.getFinishedSpanItems().toString()).hasSize(1);
    return named(name).get(0);
  }

  /** As the bundle that has the SDK does it. */
  private static final class BaggageIds implements IdGenerator {
    private final IdGenerator random = IdGenerator.random();

    @Override
    public String generateSpanId() {
      String given = Baggage.current().getEntryValue("novacron.span-id");
      return given == null ? random.generateSpanId() : given;
    }

    @Override
    public String generateTraceId() {
      return random.generateTraceId();
    }
  }
}
