package io.novacron.rest.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.novacron.api.store.StateStore;
import io.novacron.rest.internal.http.Admission;
import io.novacron.rest.internal.http.Answers;
import io.novacron.rest.internal.http.Audited;
import io.novacron.rest.internal.http.CallerLimits;
import io.novacron.rest.internal.http.ContentTags;
import io.novacron.rest.internal.http.NodeInformation;
import io.novacron.rest.internal.http.RestApplication;
import io.novacron.rest.internal.http.RestSettings;
import io.novacron.rest.internal.http.ServiceSlot;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.json.JsonFormat;
import io.novacron.rest.internal.metrics.ProcessMeters;
import io.novacron.rest.internal.page.PageResource;
import io.novacron.rest.internal.resource.AccountResource;
import io.novacron.rest.internal.resource.AdoptionResource;
import io.novacron.rest.internal.resource.ApiDescription;
import io.novacron.rest.internal.resource.BatchResource;
import io.novacron.rest.internal.resource.BudgetResource;
import io.novacron.rest.internal.resource.CatalogResource;
import io.novacron.rest.internal.resource.DriftResource;
import io.novacron.rest.internal.resource.EventResource;
import io.novacron.rest.internal.resource.FaultResource;
import io.novacron.rest.internal.resource.HealthResource;
import io.novacron.rest.internal.resource.InventoryResource;
import io.novacron.rest.internal.resource.MachineActionResource;
import io.novacron.rest.internal.resource.MachineChanges;
import io.novacron.rest.internal.resource.MachineMetricsResource;
import io.novacron.rest.internal.resource.MachineResource;
import io.novacron.rest.internal.resource.MaintenanceResource;
import io.novacron.rest.internal.resource.MetricsResource;
import io.novacron.rest.internal.resource.NetworkResource;
import io.novacron.rest.internal.resource.OpenApiResource;
import io.novacron.rest.internal.resource.OperationResource;
import io.novacron.rest.internal.resource.OrphanResource;
import io.novacron.rest.internal.resource.PlacementAnalysisResource;
import io.novacron.rest.internal.resource.PlacementResource;
import io.novacron.rest.internal.resource.PlanResource;
import io.novacron.rest.internal.resource.PolicyResource;
import io.novacron.rest.internal.resource.ProviderResource;
import io.novacron.rest.internal.resource.SecurityGroupResource;
import io.novacron.rest.internal.resource.SnapshotResource;
import io.novacron.rest.internal.resource.TemplateResource;
import io.novacron.rest.internal.resource.ThrottleResource;
import io.novacron.rest.internal.stream.EventSocketOpening;
import io.novacron.rest.internal.stream.EventStreams;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** All parts of the REST face, put together without a container. */
public final class RestServer {
  /** The routes. */
  static final Set<Class<?>> RESOURCES =
      Set.of(
          MachineResource.class,
          MachineActionResource.class,
          SnapshotResource.class,
          AdoptionResource.class,
          MachineMetricsResource.class,
          BatchResource.class,
          PlanResource.class,
          OperationResource.class,
          PlacementResource.class,
          PlacementAnalysisResource.class,
          TemplateResource.class,
          PolicyResource.class,
          BudgetResource.class,
          InventoryResource.class,
          DriftResource.class,
          OrphanResource.class,
          NetworkResource.class,
          SecurityGroupResource.class,
          AccountResource.class,
          ThrottleResource.class,
          CatalogResource.class,
          FaultResource.class,
          EventResource.class,
          MaintenanceResource.class,
          ProviderResource.class,
          HealthResource.class,
          MetricsResource.class,
          OpenApiResource.class,
          PageResource.class);

  private static final long CLOSE_SECONDS = 5;

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ThreadPoolExecutor threads = AnswerThreads.start();
  private final Admission admission;
  private final CallerLimits limits;
  private final EventStreams streams;
  private final RestApplication application;
  private final ProcessMeters processMeters;
  private volatile RestSettings settings;

  /**
   * Puts it together.
   *
   * @param services the services that the routes call
   * @param store where the meters of the state store come from
   * @param nanos time that never runs backwards, in nanoseconds
   * @throws IOException when the description of the routes is not in the bundle
   */
  public RestServer(
      Services services,
      ServiceSlot<StateStore> store,
      NodeInformation node,
      RestSettings settings,
      LongSupplier nanos)
      throws IOException {
    this.settings = settings;
    this.admission = new Admission(settings);
    this.limits = new CallerLimits(settings, nanos);
    this.processMeters = new ProcessMeters(meters, store);
    ObjectMapper mapper = JsonFormat.mapper();
    this.streams = new EventStreams(mapper, () -> this.settings);
    Gauge.builder("novacron.events.streams", streams, EventStreams::count)
        .description("Event streams that are open")
        .register(meters);
    Answers answers = new Answers(threads, () -> this.settings);
    Map<Class<?>, Object> parts =
        Map.of(
            Services.class,
            services,
            Answers.class,
            answers,
            MachineChanges.class,
            new MachineChanges(services, answers),
            ContentTags.class,
            new ContentTags(mapper),
            Audited.class,
            new Audited(services, Clock.systemUTC()),
            EventStreams.class,
            streams,
            NodeInformation.class,
            node,
            PrometheusMeterRegistry.class,
            meters,
            ApiDescription.class,
            ApiDescription.load(),
            PageResource.Pages.class,
            PageResource.Pages.load());
    this.application =
        new RestApplication(
            RESOURCES,
            parts,
            services,
            admission,
            limits,
            () -> this.settings,
            nanos,
            meters,
            () -> ThreadLocalRandom.current().nextLong(),
            mapper,
            new EventSocketOpening(services, streams, () -> this.settings));
  }

  public RestApplication application() {
    return application;
  }

  public PrometheusMeterRegistry meters() {
    return meters;
  }

  public RestSettings settings() {
    return settings;
  }

  /** Applies other settings to the requests that come from now on. */
  public void settings(RestSettings value) {
    settings = value;
    admission.settings(value);
    limits.settings(value);
  }

  /** Ends the threads and the meters; to be called when no servlet is in use any more. */
  public void close() throws InterruptedException {
    streams.close();
    threads.shutdown();
    if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
      threads.shutdownNow();
    }
    processMeters.close();
    meters.close();
  }
}
