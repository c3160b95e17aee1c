package io.novacron.rest.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.provider.ProviderService;
import io.novacron.api.provider.ProviderVersion;
import io.novacron.api.request.LongWork;
import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Two versions of one provider, and a file that was refused. */
final class FakeProviders implements ProviderService {
  /** How each swap was asked for. */
  final List<RequestOptions> asked = new ArrayList<>();

  @Override
  public List<ProviderVersion> list(Caller caller) {
    return List.of(
        version("1.9.0", ProviderVersion.State.SERVING, List.of("prod")),
        version("1.10.0", ProviderVersion.State.STANDBY, List.of()),
        new ProviderVersion(
            null, null, ProviderVersion.State.REFUSED, false, List.of(), "bad.jar", "it exports"));
  }

  private static Operation operation(Caller caller, String type, String version) {
    return Operation.queued(
        "op-" + version,
        caller.tenant(),
        OperationKind.SWAP_PROVIDER,
        type,
        caller.principal(),
        Instant.EPOCH);
  }

  private static ProviderVersion version(
      String version, ProviderVersion.State state, List<String> accounts) {
    return new ProviderVersion(
        "aws", version, state, accounts.size() == 1, accounts, version + ".jar", null);
  }

  @Override
  public CompletionStage<LongWork> swap(
      Caller caller, String type, String version, RequestOptions options) {
    asked.add(options);
    return version.equals("1.10.0")
        ? CompletableFuture.completedFuture(
            new LongWork(
                "Version " + version + " is to serve.",
                options.dryRun() ? null : operation(caller, type, version)))
        : CompletableFuture.failedFuture(
            Problem.builder("provider-version-not-found", Category.NOT_FOUND, "There is 1.9.0.")
                .nextStep("Put its bundle into deploy/.")
                .toException());
  }
}
