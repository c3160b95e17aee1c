package io.novacron.core.internal.machine;

import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineMetrics;
import io.novacron.api.machine.MachineMetricsService;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.MetricName;
import io.novacron.api.provider.Metrics;
import io.novacron.api.provider.MetricsRequest;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.core.internal.access.Dependency;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.operation.OperationSettings;
import io.novacron.core.internal.operation.ProviderDirectory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Asks clouds for the measurements of machines. */
final class DefaultMachineMetricsService implements MachineMetricsService {
  private static final Duration LONGEST_WINDOW = Duration.ofDays(30);

  private final Dependency<ControlPlane> controlPlane;
  private final MachineReader reader;
  private final Supplier<OperationSettings> settings;
  private final Clock clock;
  private final Executor executor;

  DefaultMachineMetricsService(
      Dependency<ControlPlane> controlPlane,
      MachineReader reader,
      Supplier<OperationSettings> settings,
      Clock clock,
      Executor executor) {
    this.controlPlane = controlPlane;
    this.reader = reader;
    this.settings = settings;
    this.clock = clock;
    this.executor = executor;
  }

  @Override
  public CompletionStage<MachineMetrics> read(
      Caller caller, String machine, Set<MetricName> names, Duration window, Duration resolution) {
    return Failures.guarded(
        caller,
        executor,
        () -> {
          check(window, resolution);
          ControlPlane current = controlPlane.get();
          return reader
              .permitted(current.store(), caller, machine, Permission.VM_READ)
              .thenCompose(
                  found -> ask(current.providers(), caller, found, names, window, resolution));
        });
  }

  private CompletionStage<MachineMetrics> ask(
      ProviderDirectory providers,
      Caller caller,
      Machine machine,
      Set<MetricName> names,
      Duration window,
      Duration resolution) {
    String account = machine.status().account();
    String region = machine.status().region();
    String reference = machine.status().providerReference();
    if (account == null || region == null || reference == null) {
      throw Problem.builder(
              "not-measured",
              Category.CONFLICT,
              "Machine " + machine.id() + " is not known to a cloud yet.")
          .retryable(true)
          .operation(machine.operation())
          .nextStep("Wait until operation " + machine.operation() + " is done.")
          .toException();
    }
    Instant now = clock.instant();
    MetricsRequest request =
        new MetricsRequest(
            names.isEmpty() ? EnumSet.allOf(MetricName.class) : names,
            now.minus(window),
            now,
            resolution);
    CallContext context =
        new CallContext(
            caller.requestId(), 1, caller.requestId(), now.plus(settings.get().callTimeout()));
    return CloudQuestions.ask(
            providers,
            account,
            served -> facet(served, account).series(context, region, reference, request))
        .thenApply(
            series ->
                new MachineMetrics(
                    machine.id(),
                    machine.status().provider() + ", account " + account,
                    request.from(),
                    request.to(),
                    resolution,
                    clock.instant(),
                    series));
  }

  private static Metrics facet(ProviderDirectory.Served served, String account) {
    Optional<String> absence = served.absence(Capability.METRICS);
    Optional<Metrics> facet = served.provider().metrics();
    if (absence.isPresent() || facet.isEmpty()) {
      throw Problem.builder(
              "unsupported-action",
              Category.UNSUPPORTED,
              absence.orElse("The provider of account " + account + " has no metrics."))
          .scope("account " + account)
          .nextStep("See the account's capabilities.")
          .toException();
    }
    return facet.get();
  }

  private static void check(Duration window, Duration resolution) {
    List<FieldError> errors = new ArrayList<>();
    if (window.isNegative() || window.isZero() || window.compareTo(LONGEST_WINDOW) > 0) {
      errors.add(new FieldError("window", "must be more than nothing and at most 30 days"));
    }
    if (resolution.compareTo(Duration.ofSeconds(1)) < 0) {
      errors.add(new FieldError("resolution", "must be a second or more"));
    } else if (window.dividedBy(resolution) > MetricsRequest.MOST_POINTS) {
      errors.add(
          new FieldError(
              "resolution",
              "must be at least "
                  + (window.toSeconds() / MetricsRequest.MOST_POINTS + 1)
                  + "s for this window, as a series has at most "
                  + MetricsRequest.MOST_POINTS
                  + " points"));
    }
    if (!errors.isEmpty()) {
      throw Problem.builder(
              "invalid-metrics-request", Category.INVALID, "These measurements cannot be had.")
          .errors(errors)
          .nextStep("Correct the parameters named and ask again.")
          .toException();
    }
  }
}
