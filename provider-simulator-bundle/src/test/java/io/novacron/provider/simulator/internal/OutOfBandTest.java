package io.novacron.provider.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.FaultRequest;
import io.novacron.api.provider.Instance;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutOfBandTest {
  private @TempDir Path directory = Path.of("");

  @Test
  void aMachineIsStoppedByNoCallOfOurs() {
    try (OpenAccount account =
        OpenAccount.of(directory, "aws", Map.of("provisioningMillis", "0"))) {
      Instance machine = account.create("machine");
      apply(account, "stop", machine.reference());
      assertThat(list(account))
          .singleElement()
          .extracting(Instance::state)
          .isEqualTo(MachineState.STOPPED);
      assertThat(account.faults().active()).as("it is over").isEmpty();
    }
  }

  @Test
  void aCopyCarriesTheTagsOfItsOriginal() {
    try (OpenAccount account =
        OpenAccount.of(directory, "aws", Map.of("provisioningMillis", "0"))) {
      Instance machine = account.create("machine");
      apply(account, "copy", machine.reference());
      apply(account, "copy", machine.reference());
      assertThat(list(account))
          .hasSize(3)
          .allSatisfy(each -> assertThat(each.tags()).isEqualTo(machine.tags()));
    }
  }

  @Test
  void whatCannotBeIsRefusedWithTheField() {
    try (OpenAccount account = OpenAccount.aws(directory)) {
      Instance machine = account.create("machine");
      assertThatThrownBy(() -> apply(account, "start", "i-none"))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e ->
                  assertThat(e.problem().errors().get(0).pointer())
                      .isEqualTo("/parameters/reference"));
      assertThatThrownBy(() -> apply(account, "paint", machine.reference()))
          .isInstanceOf(ProblemException.class);
    }
  }

  private static void apply(OpenAccount account, String change, String reference) {
    account
        .faults()
        .inject(
            new FaultRequest(
                "out-of-band",
                null,
                null,
                null,
                null,
                Map.of("change", change, "reference", reference)));
  }

  private static List<Instance> list(OpenAccount account) {
    return Objects.requireNonNull(
            account
                .session()
                .answer(
                    account.compute().list(account.session().context(), account.region(), null)))
        .instances();
  }
}
