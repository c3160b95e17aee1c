package io.novacron.provider.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderError;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each cloud says to restart, pause, resume and resize, and what its log keeps of it. */
class VerbRulesTest {
  private @TempDir Path directory = Path.of("");

  @Test
  void ec2HibernatesNothingThatWasNotLaunchedForIt() {
    try (OpenAccount account = OpenAccount.aws(directory)) {
      String reference = account.create("token").reference();

      ProviderError error =
          account
              .session()
              .error(
                  account
                      .compute()
                      .pause(account.session().context(), account.region(), reference));

      assertThat(error.category()).isEqualTo(Category.UNSUPPORTED);
      assertThat(error.providerCode()).isEqualTo("UnsupportedOperation");
      assertThat(error.message()).contains("hibernates");
    }
  }

  @ParameterizedTest
  @CsvSource({"azure, HibernationState/Hibernated", "gcp, SUSPENDED"})
  void aPausedMachineIsShownInTheWordOfItsCloud(String cloud, String word) {
    try (OpenAccount account = OpenAccount.of(directory, cloud, Map.of())) {
      String reference = account.create("token").reference();

      account
          .session()
          .settled(
              account.region(),
              account.compute().pause(account.session().context(), account.region(), reference));

      Instance seen = account.session().described(account.region(), reference).orElseThrow();
      assertThat(seen.rawState()).isEqualTo(word);
      assertThat(seen.state()).isEqualTo(MachineState.PAUSED);
    }
  }

  @ParameterizedTest
  @CsvSource({"aws, g4dn.xlarge, UnsupportedOperation", "gcp, g2-standard-4, unsupportedOperation"})
  void awsAndGoogleResizeStoppedMachinesOnly(String cloud, String type, String code) {
    try (OpenAccount account = OpenAccount.of(directory, cloud, Map.of())) {
      String reference = account.create("token").reference();

      ProviderError error = resizeError(account, reference, type);

      assertThat(error.category()).isEqualTo(Category.UNSUPPORTED);
      assertThat(error.providerCode()).isEqualTo(code);
      assertThat(error.message()).contains("stop it first");
    }
  }

  @Test
  void azureResizesARunningMachineByStartingItAnew() {
    try (OpenAccount account =
        OpenAccount.of(directory, "azure", Map.of("provisioningMillis", "60000"))) {
      Outcome<Instance> created = account.tryCreate("token");
      String reference = String.valueOf(((Outcome.Accepted<Instance>) created).reference());
      assertThat(
              account
                  .session()
                  .error(resize(account, reference, "Standard_NC4as_T4_v3"))
                  .providerCode())
          .as("while it is being made")
          .isEqualTo("OperationNotAllowed");
    }
    Path other = directory.resolve("other");
    assertThat(other.toFile().mkdir()).isTrue();
    try (OpenAccount account =
        OpenAccount.of(other, "azure", Map.of("provisioningMillis", "200"))) {
      String reference = account.create("token").reference();
      assertThat(account.session().outcome(resize(account, reference, "Standard_NC4as_T4_v3")))
          .isInstanceOf(Outcome.Accepted.class);
      assertThat(account.session().described(account.region(), reference).map(Instance::rawState))
          .hasValue("ProvisioningState/updating");
    }
  }

  @Test
  void aTypeOfAnotherArchitectureIsRefused() {
    try (OpenAccount account = OpenAccount.aws(directory)) {
      String reference = stopped(account);

      ProviderError error = resizeError(account, reference, "m7g.xlarge");

      assertThat(error.category()).isEqualTo(Category.INVALID);
      assertThat(error.providerCode()).isEqualTo("InvalidParameterCombination");
      assertThat(error.message()).contains("arm64");
    }
  }

  @Test
  void theNewTypeIsInTheLogAndIsThereAfterARestart() throws Exception {
    String reference;
    try (OpenAccount account = OpenAccount.aws(directory)) {
      reference = stopped(account);
      account.session().settled(account.region(), resize(account, reference, "g4dn.xlarge"));
    }
    assertThat(OpenAccount.log(directory))
        .filteredOn(fields -> "resized".equals(fields.get("event")))
        .singleElement()
        .satisfies(
            fields ->
                assertThat(fields)
                    .containsEntry("reference", reference)
                    .containsEntry("type", "g4dn.xlarge")
                    .containsEntry("vcpus", "4"));
    try (OpenAccount account = OpenAccount.aws(directory)) {
      Instance seen = account.session().described(account.region(), reference).orElseThrow();
      assertThat(seen.instanceType()).isEqualTo("g4dn.xlarge");
      assertThat(seen.state()).isEqualTo(MachineState.STOPPED);
    }
  }

  @Test
  void whatIsPausedGivesItsQuotaBackAndNeedsItAgainToGoOn() {
    try (OpenAccount account = OpenAccount.of(directory, "gcp", Map.of("quotaVcpus", "4"))) {
      String paused = account.create("one").reference();
      account
          .session()
          .settled(
              account.region(),
              account.compute().pause(account.session().context(), account.region(), paused));
      account.create("two");

      ProviderError error =
          account
              .session()
              .error(
                  account.compute().resume(account.session().context(), account.region(), paused));

      assertThat(error.category()).isEqualTo(Category.QUOTA);
    }
  }

  @Test
  void aForcedStopIsForAMachineWhoseStopHangsToo() {
    try (OpenAccount account = OpenAccount.aws(directory)) {
      String reference = account.create("token").reference();
      account.fault("stuck", "stop", Map.of());
      assertThat(account.session().outcome(stop(account, reference, false)))
          .isInstanceOf(Outcome.Accepted.class);
      assertThat(account.session().outcome(stop(account, reference, false)))
          .isInstanceOf(Outcome.Accepted.class);

      Instance stopped =
          account.session().settled(account.region(), stop(account, reference, true));

      assertThat(stopped.state()).isEqualTo(MachineState.STOPPED);
    }
  }

  private static CompletionStage<Outcome<Instance>> stop(
      OpenAccount account, String reference, boolean force) {
    return account.compute().stop(account.session().context(), account.region(), reference, force);
  }

  private static String stopped(OpenAccount account) {
    String reference = account.create("token").reference();
    account.session().settled(account.region(), stop(account, reference, false));
    return reference;
  }

  private static CompletionStage<Outcome<Instance>> resize(
      OpenAccount account, String reference, String type) {
    return account.compute().resize(account.session().context(), account.region(), reference, type);
  }

  private static ProviderError resizeError(OpenAccount account, String reference, String type) {
    return account.session().error(resize(account, reference, type));
  }
}
