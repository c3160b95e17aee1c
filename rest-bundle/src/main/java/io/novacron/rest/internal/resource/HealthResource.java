package io.novacron.rest.internal.resource;

import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.health.ReadinessCheck;
import io.novacron.api.security.Caller;
import io.novacron.rest.internal.http.Exchange;
import io.novacron.rest.internal.http.NodeInformation;
import io.novacron.rest.internal.http.ServiceSlot;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.view.LivenessView;
import io.novacron.rest.internal.view.ReadinessView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Probes for whoever runs this node. They need no token and give no secret. */
@Singleton
@Path("health")
@Tag(name = "running it")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource {
  private static final Logger LOG = LoggerFactory.getLogger(HealthResource.class);
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Services services;
  private final NodeInformation node;

  @Inject
  public HealthResource(Services services, NodeInformation node) {
    this.services = services;
    this.node = node;
  }

  @Operation(
      operationId = "getLiveness",
      summary = "Tells whether the process lives",
      description = "Needs no token.")
  @ApiResponse(
      responseCode = "200",
      description = "It lives",
      content = @Content(schema = @Schema(implementation = LivenessView.class)))
  @GET
  @Path("live")
  public LivenessView live() {
    return new LivenessView("live");
  }

  @Operation(
      operationId = "getReadiness",
      summary = "Tells whether this node is ready",
      description =
          "Ready means: state open, the first health of the accounts known, all services there. Otherwise 503, with what is missing in `errors`. Needs no token.")
  @ApiResponse(
      responseCode = "200",
      description = "It is ready",
      content = @Content(schema = @Schema(implementation = ReadinessView.class)))
  @GET
  @Path("ready")
  public ReadinessView ready(@Context ContainerRequestContext request) {
    List<FieldError> missing = new ArrayList<>();
    List<String> passed = new ArrayList<>();
    for (ServiceSlot<?> slot : services.needed()) {
      if (slot.orNull() == null) {
        missing.add(new FieldError(slot.name(), "is not there"));
      }
    }
    for (ReadinessCheck check : services.checks()) {
      Optional<String> problem = problem(check);
      problem.ifPresentOrElse(
          what -> missing.add(new FieldError(check.name(), what)), () -> passed.add(check.name()));
    }
    if (!missing.isEmpty()) {
      throw notReady(missing);
    }
    return new ReadinessView(
        "ready",
        node.name(),
        node.version(),
        node.ports(),
        passed.stream().sorted().toList(),
        accounts(request));
  }

  private static Optional<String> problem(ReadinessCheck check) {
    try {
      return check.problem();
    } catch (RuntimeException e) {
      // A probe must not be kept from listing the rest; what can't be asked is not known to hold.
      LOG.error("readiness check failed by a defect check={}", check.name(), e);
      return Optional.of("could not be checked; the log says why");
    }
  }

  private static ProblemException notReady(List<FieldError> missing) {
    String what =
        missing.stream()
            .map(error -> error.pointer() + ": " + error.message())
            .collect(Collectors.joining("; "));
    return Problem.builder(
            "not-ready", Category.UNAVAILABLE, "This node is not ready: " + what + ".")
        .errors(missing)
        .retryAfter(SOON)
        .nextStep("Wait a moment and ask again; if it stays so, the log says why.")
        .toException();
  }

  private List<ReadinessView.AccountSummary> accounts(ContainerRequestContext request) {
    Caller probe =
        new Caller(
            "health",
            "default",
            Set.of("viewer"),
            "system",
            "local",
            Exchange.of(request).requestId());
    return services.accounts().require().list(probe).stream()
        .map(a -> new ReadinessView.AccountSummary(a.name(), a.provider(), a.state()))
        .toList();
  }
}
