package io.novacron.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProviderCommandsTest {
  private final FakeServices services = new FakeServices();
  private final Shell shell = new Shell(services.component);

  @BeforeEach
  void bindProviders() {
    services.component.bindProviders(new Providers());
  }

  @AfterEach
  void closeShell() {
    shell.close();
  }

  @Test
  void versionsAreListedWithWhatWasRefused() {
    assertThat(shell.run("novacron:provider-list").out())
        .contains("1.0.0", "serving", "prod", "bad.jar", "refused", "it exports");
    assertThat(shell.run("novacron:provider-list --output json").out())
        .contains("\"state\"", "SERVING");
  }

  @Test
  void aSwapIsBegunAndItsOperationNamed() {
    assertThat(shell.run("novacron:provider-swap aws 2.0.0").out()).contains("op-2.0.0", "queued");
  }

  @Test
  void aDryRunTellsWhatASwapWouldDo() {
    assertThat(shell.run("novacron:provider-swap --dry-run aws 2.0.0").toString())
        .contains("Version 2.0.0 is to serve.", "Nothing was done")
        .doesNotContain("op-2.0.0");
  }

  @Test
  void aVersionThatIsNotThereAndAMissingWordAreSaid() {
    assertThat(shell.run("novacron:provider-swap aws 9").toString())
        .contains("There is 1.0.0.")
        .contains("deploy/");
    assertThat(shell.run("novacron:provider-swap aws").toString())
        .contains("must be a type and a version");
  }

  /** Two versions of one provider, and a file that was refused. */
  private static final class Providers implements ProviderService {
    @Override
    public List<ProviderVersion> list(Caller caller) {
      return List.of(
          new ProviderVersion(
              "aws",
              "1.0.0",
              ProviderVersion.State.SERVING,
              true,
              List.of("prod"),
              "aws.jar",
              null),
          new ProviderVersion(
              null,
              null,
              ProviderVersion.State.REFUSED,
              false,
              List.of(),
              "bad.jar",
              "it exports"));
    }

    @Override
    public CompletionStage<LongWork> swap(
        Caller caller, String type, String version, RequestOptions options) {
      Operation begun =
          Operation.queued(
              "op-" + version,
              caller.tenant(),
              OperationKind.SWAP_PROVIDER,
              type,
              caller.principal(),
              Instant.EPOCH);
      return version.equals("2.0.0")
          ? CompletableFuture.completedFuture(
              new LongWork("Version 2.0.0 is to serve.", options.dryRun() ? null : begun))
          : CompletableFuture.failedFuture(
              Problem.builder("provider-version-not-found", Category.NOT_FOUND, "There is 1.0.0.")
                  .nextStep("Put its bundle into deploy/.")
                  .toException());
    }
  }
}
