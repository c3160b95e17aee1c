package io.novacron.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandTracesTest {
  private static final AttributeKey<String> REQUEST = AttributeKey.stringKey("novacron.request.id");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private final FakeServices services = new FakeServices();
  private final Shell shell = new Shell(services.component);
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final OpenTelemetrySdk telemetry =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(spans))
                  .build())
          .build();

  @AfterEach
  void close() {
    shell.close();
    telemetry.close();
  }

  private SpanData only() {
    List<SpanData> ended = spans.getFinishedSpanItems();
    assertThat(ended).hasSize(1);
    return ended.get(0);
  }

  @Test
  void aCommandIsTheRootOfWhatIsDoneForIt() {
    services.component.bindTelemetry(telemetry);

    shell.run("novacron:vm-create web --vcpus 4 --memory 16");

    SpanData span = only();
    assertThat(span.getName()).isEqualTo("novacron:vm-create");
    assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.getParentSpanContext().isValid()).isFalse();
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(services.plane.callers)
        .isNotEmpty()
        .allSatisfy(
            caller -> {
              assertThat(caller.traceparent())
                  .startsWith("00-" + span.getTraceId() + "-" + span.getSpanId() + "-");
              assertThat(caller.requestId()).isEqualTo(span.getAttributes().get(REQUEST));
            });
  }

  @Test
  void aCommandThatFailsSaysByWhichProblem() {
    services.component.bindTelemetry(telemetry);

    shell.run("novacron:vm-info nobody");

    assertThat(only().getAttributes().get(ERROR)).isEqualTo("machine-not-found");
    assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void aCommandThatIsNotUnderstoodSaysSo() {
    services.component.bindTelemetry(telemetry);

    shell.run("novacron:vm-create web --vcpus 4 --memory 16 --label nonsense");

    assertThat(only().getAttributes().get(ERROR)).isEqualTo("usage");
  }

  @Test
  void nothingIsTracedWhileThereIsNoCollector() {
    services.component.bindTelemetry(telemetry);
    services.component.unbindTelemetry(telemetry);

    shell.run("novacron:vm-create web --vcpus 4 --memory 16");

    assertThat(spans.getFinishedSpanItems()).isEmpty();
    assertThat(services.plane.callers)
        .isNotEmpty()
        .allSatisfy(caller -> assertThat(caller.traceparent()).isNull());
  }
}
