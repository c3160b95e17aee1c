package io.novacron.rest.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.novacron.rest.internal.http.NodeInformation;
import io.novacron.rest.internal.http.RestSettings;
import io.novacron.rest.internal.http.ServiceSlot;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.jetty.HttpSettings;
import io.novacron.rest.internal.jetty.Listeners;
import io.novacron.rest.internal.jetty.MalformedRequestFilter;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The whole REST face on a real HTTP server, with services in memory, and a client to talk to it.
 */
final class TestApi implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  FakeMachines machines = new FakeMachines();
  FakeEvents events = new FakeEvents();
  FakeBatches batches = new FakeBatches(machines);
  FakePlans plans = new FakePlans();
  FakePlacements placements = new FakePlacements();
  FakeTemplates templates = new FakeTemplates();
  FakePolicies policies = new FakePolicies();
  FakeBudgets budgets = new FakeBudgets();
  FakeInventory inventory = new FakeInventory(machines);
  final FakeNetworks networks = new FakeNetworks();
  FakeFacets facets = new FakeFacets();
  FakeProviders providers = new FakeProviders();
  FakeAccounts accounts = new FakeAccounts();
  FakeCatalog catalog = new FakeCatalog();
  FakeFaults faults = new FakeFaults();
  FakeSecurity security = new FakeSecurity();
  final Services services = Services.empty();
  final RestServer rest;

  /** Time of the limits of callers; stands still unless a test moves it. */
  final AtomicLong nanos = new AtomicLong();

  final Listeners listeners = new Listeners(HttpSettings.DEFAULT);
  final Server server = new Server();
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  TestApi() {
    this(RestSettings.DEFAULT);
  }

  TestApi(RestSettings settings) {
    bind();
    try {
      rest =
          new RestServer(
              services,
              new ServiceSlot<>("state store", ""),
              new NodeInformation("node-1", "0.1.0-test", Map.of("http", 8181)),
              settings,
              nanos::get);
      start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Settings that differ from the defaults in these. */
  static RestSettings settings(
      int mostRequests, int mostWaiting, Duration timeout, Duration heartbeat) {
    RestSettings usual = RestSettings.DEFAULT;
    return new RestSettings(
        mostRequests,
        mostWaiting,
        usual.mostStreams(),
        timeout,
        usual.bodyTimeout(),
        heartbeat,
        usual.callerRate(),
        usual.callerBurst(),
        usual.allowedOrigins());
  }

  /** Begins anew: other services, with nothing in them, behind the same server. */
  void reset() {
    machines = new FakeMachines();
    events = new FakeEvents();
    batches = new FakeBatches(machines);
    plans = new FakePlans();
    placements = new FakePlacements();
    templates = new FakeTemplates();
    policies = new FakePolicies();
    budgets = new FakeBudgets();
    inventory = new FakeInventory(machines);
    facets = new FakeFacets();
    accounts = new FakeAccounts();
    catalog = new FakeCatalog();
    faults = new FakeFaults();
    security = new FakeSecurity();
    services.checks().clear();
    rest.settings(RestSettings.DEFAULT);
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    bind();
  }

  private void bind() {
    services.machines().bind(machines);
    services.plans().bind(plans);
    services.batches().bind(batches);
    services.operations().bind(machines.operationService);
    services.events().bind(events);
    services.placements().bind(placements);
    services.templates().bind(templates);
    services.policies().bind(policies);
    services.budgets().bind(budgets);
    services.inventory().bind(inventory);
    services.drifts().bind(inventory.new Drifts());
    services.orphans().bind(inventory.new Orphans());
    services.networks().bind(networks);
    services.snapshots().bind(facets);
    services.adoptions().bind(facets);
    services.machineMetrics().bind(facets);
    services.accounts().bind(accounts);
    services.providers().bind(providers);
    services.catalog().bind(catalog);
    services.faults().bind(faults);
    services.authenticator().bind(security);
    services.authorizer().bind(security);
    services.audit().bind(security);
  }

  private void start() {
    server.addConnector(listeners.plain(server, "127.0.0.1", 0));
    ServletContextHandler context = new ServletContextHandler("/");
    ServletHolder holder = new ServletHolder(rest.application().servlet());
    holder.setAsyncSupported(true);
    context.addServlet(holder, "/*");
    server.setHandler(context);
    JakartaWebSocketServletContainerInitializer.configure(context, null);
    FilterHolder filter = new FilterHolder(new MalformedRequestFilter());
    filter.setAsyncSupported(true);
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
    server.insertHandler(CompressionSettings.handler());
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  Answer get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  /** Reads as somebody without a token. */
  Answer getAsStranger(String path) {
    return get(path, "Authorization", "");
  }

  Answer delete(String path, String... headers) {
    return send("DELETE", path, BodyPublishers.noBody(), headers);
  }

  /** A POST without a body. */
  Answer post(String path, String... headers) {
    return send("POST", path, BodyPublishers.noBody(), headers);
  }

  /** A POST of JSON. */
  Answer postJson(String path, String body, String... headers) {
    return sendJson("POST", path, body, headers);
  }

  Answer putJson(String path, String body, String... headers) {
    return sendJson("PUT", path, body, headers);
  }

  private Answer sendJson(String method, String path, String body, String... headers) {
    String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = "application/json";
    return send(method, path, BodyPublishers.ofString(body), all);
  }

  /**
   * Sends a request as the admin, unless the headers say otherwise ("Authorization", "" for
   * nobody).
   */
  Answer send(String method, String path, BodyPublisher body, String... headers) {
    return sendLater(method, path, body, headers).join();
  }

  CompletableFuture<Answer> sendLater(
      String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .timeout(Duration.ofSeconds(60))
            .method(method, body);
    boolean named = false;
    for (int i = 0; i < headers.length; i += 2) {
      boolean authorization = headers[i].equals("Authorization");
      named |= authorization;
      if (!headers[i + 1].isEmpty()) {
        request.header(headers[i], headers[i + 1]);
      }
    }
    if (!named) {
      request.header("Authorization", "Bearer " + FakeSecurity.ADMIN_TOKEN);
    }
    return client
        .sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
        .thenApply(Answer::new);
  }

  @Override
  public void close() {
    try {
      server.stop();
      rest.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** What came back. */
  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String text() {
      return response.body();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + response.body(), e);
      }
    }

    /** A text in the body by its JSON pointer; empty when it is not there. */
    String at(String pointer) {
      return json().at(pointer).asText();
    }
  }
}
