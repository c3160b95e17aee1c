package io.novacron.core.internal.component;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Lets operations be traced while there is OpenTelemetry. */
@Component(
    immediate = true,
    service = {})
public final class TracesComponent {
  private final CoreComponent core;
  private final Tracer tracer;

  @Activate
  public TracesComponent(@Reference OpenTelemetry telemetry, @Reference CoreComponent core) {
    this.core = core;
    this.tracer = telemetry.getTracer("io.novacron.core");
    core.traces().set(tracer);
  }

  @Deactivate
  void close() {
    core.traces().clear(tracer);
  }
}
