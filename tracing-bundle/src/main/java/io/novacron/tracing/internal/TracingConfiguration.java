package io.novacron.tracing.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Where traces go, in {@code etc/io.novacron.tracing.cfg}. The keys are OpenTelemetry's own; its
 * environment variables, such as {@code OTEL_EXPORTER_OTLP_ENDPOINT}, come before the file.
 */
@ObjectClassDefinition(id = TracingConfiguration.PID, name = "NovaCron tracing")
@interface TracingConfiguration {
  String PID = "io.novacron.tracing";

  @AttributeDefinition(
      name = "Collector",
      description =
          "Address of an OpenTelemetry collector that takes OTLP over HTTP, such as"
              + " http://127.0.0.1:4318. Empty for no traces.")
  String otel_exporter_otlp_endpoint() default "";

  @AttributeDefinition(
      name = "Headers",
      description =
          "What the collector wants to be sent with each request, as name=value, separated by"
              + " commas.",
      type = AttributeType.PASSWORD)
  String otel_exporter_otlp_headers() default "";

  @AttributeDefinition(
      name = "Name of the service",
      description = "The name under which traces are found.")
  String otel_service_name() default "novacron";

  @AttributeDefinition(
      name = "Sampler",
      description =
          "Which requests are traced when their caller has not decided it: parentbased_always_on,"
              + " parentbased_always_off or parentbased_traceidratio.")
  String otel_traces_sampler() default "parentbased_always_on";

  @AttributeDefinition(
      name = "Share of requests",
      description = "The share that parentbased_traceidratio takes, 0 to 1.")
  String otel_traces_sampler_arg() default "1";
}
