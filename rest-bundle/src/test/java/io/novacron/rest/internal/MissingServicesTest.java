package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachinePatch;
import io.novacron.api.machine.MachineQuery;
import io.novacron.api.machine.MachineService;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import io.novacron.rest.internal.TestApi.Answer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MissingServicesTest {
  private static final TestApi api = new TestApi();

  @BeforeEach
  void beginAnew() {
    api.reset();
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @Test
  void aMissingServiceIs503WithANextStepAndBackWhenItIs() {
    api.services.machines().unbind(api.machines);
    Answer missing = api.get("/api/v1/vms");

    assertThat(missing.status()).isEqualTo(503);
    assertThat(missing.header("Retry-After")).isEqualTo("5");
    assertThat(missing.at("/category")).isEqualTo("UNAVAILABLE");
    assertThat(missing.at("/detail")).contains("machine service");
    assertThat(missing.at("/nextStep")).contains("/health/ready");
    assertThat(missing.json().at("/retryable").asBoolean()).isTrue();
    assertThat(missing.at("/retryAfter")).isEqualTo("5");

    api.services.machines().bind(api.machines);
    assertThat(api.get("/api/v1/vms").status()).isEqualTo(200);
  }

  @Test
  void withoutAnAuthenticatorNobodyGetsIn() {
    api.services.authenticator().unbind(api.security);

    assertThat(api.get("/api/v1/accounts").status()).isEqualTo(503);
    assertThat(api.get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void withoutAnAuthorizerNothingIsPermitted() {
    api.services.authorizer().unbind(api.security);

    assertThat(api.get("/api/v1/catalog/types").status()).isEqualTo(503);
    assertThat(api.get("/metrics").status()).isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/operations",
        "/api/v1/placements",
        "/api/v1/accounts",
        "/api/v1/catalog/prices",
        "/api/v1/simulator/faults",
      })
  void eachFaceOfAMissingServiceIs503(String path) {
    api.services.operations().unbind(api.machines.operationService);
    api.services.placements().unbind(api.placements);
    api.services.accounts().unbind(api.accounts);
    api.services.catalog().unbind(api.catalog);
    api.services.faults().unbind(api.faults);

    assertThat(api.get(path).at("/code")).isEqualTo("service-missing");
  }

  @Test
  void aServiceThatDoesNotAnswerInTimeIs503ForReadsAnd504ForChanges() {
    api.rest.settings(TestApi.settings(512, 10, Duration.ofMillis(50), Duration.ofSeconds(15)));
    MachineService silent = new SilentMachines();
    api.services.machines().bind(silent);

    Answer read = api.get("/api/v1/vms/vm-1");
    assertThat(read.status()).isEqualTo(503);
    assertThat(read.at("/code")).isEqualTo("timed-out");
    Answer change = api.postJson("/api/v1/vms", Samples.SMALL_MACHINE);
    assertThat(change.status()).isEqualTo(504);
    assertThat(change.at("/category")).isEqualTo("UNKNOWN_OUTCOME");
    assertThat(change.at("/nextStep")).contains("Idempotency-Key");
  }

  /** Never answers. */
  private static final class SilentMachines implements MachineService {
    @Override
    public CompletionStage<Accepted> create(
        Caller caller, MachineSpec spec, @Nullable String idempotencyKey) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<Machine> get(Caller caller, String id) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<Page<Machine>> list(Caller caller, MachineQuery query) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<Accepted> act(
        Caller caller,
        String id,
        ActionRequest action,
        @Nullable Long expectedRevision,
        @Nullable String idempotencyKey) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<Accepted> update(
        Caller caller, String id, MachinePatch patch, @Nullable Long expectedRevision) {
      return new CompletableFuture<>();
    }
  }
}
