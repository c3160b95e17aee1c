package io.novacron.rest.internal.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.novacron.rest.internal.stream.EventSocketOpening;
import jakarta.servlet.Servlet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** Puts the routes and what all of them share into servlets. */
public final class RestApplication {
  private final Set<Class<?>> resources;
  private final Map<Class<?>, Object> parts;
  private final Authentication authentication;
  private final EventSockets sockets;
  private final CrossOrigin crossOrigin;
  private final CallerLimits limits;
  private final Supplier<RestSettings> settings;
  private final LongSupplier nanos;
  private final Admission admission;
  private final RequestIdentifiers identifiers;
  private final RequestTraces traces = new RequestTraces();
  private final RequestJournal journal;
  private final ObjectMapper mapper;

  /**
   * Makes the application.
   *
   * @param resources the routes
   * @param parts what their constructors take, by type
   * @param random names requests
   * @param sockets opens WebSockets of events
   */
  public RestApplication(
      Set<Class<?>> resources,
      Map<Class<?>, Object> parts,
      Services services,
      Admission admission,
      CallerLimits limits,
      Supplier<RestSettings> settings,
      LongSupplier nanos,
      MeterRegistry meters,
      RandomGenerator random,
      ObjectMapper mapper,
      EventSocketOpening sockets) {
    this.resources = Set.copyOf(resources);
    this.parts = Map.copyOf(parts);
    this.authentication = new Authentication(services);
    this.sockets = new EventSockets(authentication, limits, sockets);
    this.crossOrigin = new CrossOrigin(settings);
    this.limits = limits;
    this.settings = settings;
    this.nanos = nanos;
    this.admission = admission;
    this.identifiers = new RequestIdentifiers(random);
    this.journal = new RequestJournal(meters);
    this.mapper = mapper;
    Gauge.builder("novacron.http.active", admission, Admission::active)
        .description("Requests under way")
        .register(meters);
    Gauge.builder("novacron.http.waiting", admission, Admission::waiting)
        .description("Requests that wait for an operation to end")
        .register(meters);
    Gauge.builder("novacron.http.callers", limits, CallerLimits::callers)
        .description("Callers whose requests are counted")
        .register(meters);
  }

  /** Where a tracer is set while there is one. */
  public RequestTraces traces() {
    return traces;
  }

  /**
   * A servlet for all routes. A container that starts anew needs a new one, since a servlet of
   * Jersey can be initialised once only.
   */
  public Servlet servlet() {
    ResourceConfig config = new ResourceConfig();
    config.property(CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true);
    config.property(CommonProperties.JSON_PROCESSING_FEATURE_DISABLE, true);
    config.property(CommonProperties.MOXY_JSON_FEATURE_DISABLE, true);
    config.property(ServerProperties.WADL_FEATURE_DISABLE, true);
    config.property(ServerProperties.BV_FEATURE_DISABLE, true);
    config.property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true);
    config.property(ServerProperties.PROCESSING_RESPONSE_ERRORS_ENABLED, true);
    // Clients know better by which address they reach us than the Host header does.
    config.property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true);
    config.register(new AuthenticationFilter(authentication, limits));
    config.register(QueryParameterFilter.class);
    config.register(EveryExceptionMapper.class);
    config.register(new SilentRefusalFilter());
    config.register(new BodyPlaces(settings, nanos));
    config.register(new JsonBodies(mapper));
    config.register(new PartsBinder(parts));
    resources.forEach(config::register);
    return new FrontServlet(
        config, admission, identifiers, journal, mapper, sockets, traces, crossOrigin);
  }
}
