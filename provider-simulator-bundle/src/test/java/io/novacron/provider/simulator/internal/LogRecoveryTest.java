package io.novacron.provider.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.error.Category;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Instance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRecoveryTest {
  private @TempDir Path directory = Path.of("");

  @Test
  void aReopenedAccountKnowsWhatItKnew() {
    Instance kept;
    Instance stopped;
    try (OpenAccount account = OpenAccount.aws(directory)) {
      kept = account.create("kept");
      stopped = account.create("stopped");
      account
          .session()
          .settled(
              account.region(),
              account
                  .compute()
                  .stop(account.session().context(), account.region(), stopped.reference(), true));
      account.session().deleted(account.region(), account.create("deleted").reference());
    }
    try (OpenAccount account = OpenAccount.aws(directory)) {
      assertThat(account.session().described(account.region(), kept.reference()))
          .hasValueSatisfying(
              seen -> {
                assertThat(seen)
                    .usingRecursiveComparison()
                    .ignoringFields("observedAt")
                    .isEqualTo(kept);
                assertThat(seen.tags()).containsEntry("note", "tab\there, 100%=all\nöäü");
              });
      assertThat(account.session().described(account.region(), stopped.reference()))
          .hasValueSatisfying(seen -> assertThat(seen.state()).isEqualTo(MachineState.STOPPED));
      assertThat(account.tryCreate("deleted"))
          .hasFieldOrPropertyWithValue("value.state", MachineState.DELETED);
    }
  }

  @Test
  void aLogCutAtAnyByteOfItsLastEntriesIsRepairedAndHoldsAllEntriesBeforeTheCut()
      throws IOException {
    Path whole = Files.createDirectory(directory.resolve("whole"));
    try (OpenAccount account = OpenAccount.aws(whole)) {
      for (int i = 0; i < 4; i++) {
        account.create("token-" + i);
      }
    }
    byte[] bytes = Files.readAllBytes(whole.resolve("transitions.log"));
    int start = startOfLine(bytes, 6);
    for (int cut = start; cut <= bytes.length; cut++) {
      Path copy = Files.createDirectory(directory.resolve("cut-" + cut));
      Files.createFile(copy.resolve("transitions.begun"));
      Files.write(copy.resolve("transitions.log"), Arrays.copyOf(bytes, cut));
      try (OpenAccount account = OpenAccount.aws(copy)) {
        account.create("token-3");
      }
      for (int i = 0; i < 4; i++) {
        assertThat(OpenAccount.created(copy, "token-" + i)).as("cut at %d", cut).isEqualTo(1);
      }
    }
  }

  @Test
  void whatIsCutOffIsKeptBesideTheLog() throws IOException {
    try (OpenAccount account = OpenAccount.aws(directory)) {
      account.create("token");
    }
    Path log = directory.resolve("transitions.log");
    long length = Files.size(log);
    Files.writeString(log, "seq=3\tat=half a li", StandardOpenOption.APPEND);
    OpenAccount.aws(directory).close();
    assertThat(Files.size(log)).isEqualTo(length);
    assertThat(directory.resolve("transitions.log.torn-" + length))
        .hasContent("seq=3\tat=half a li");
  }

  @Test
  void damageInTheMiddleIsRefusedAndNothingIsChanged() throws IOException {
    try (OpenAccount account = OpenAccount.aws(directory)) {
      account.create("one");
      account.create("two");
    }
    Path log = directory.resolve("transitions.log");
    byte[] bytes = Files.readAllBytes(log);
    bytes[startOfLine(bytes, 1) + 40] ^= 1;
    Files.write(log, bytes);
    assertRefused("simulator-log-damaged", "line 2");
    assertThat(log).hasBinaryContent(bytes);
  }

  @Test
  void aMissingLineIsRefused() throws IOException {
    try (OpenAccount account = OpenAccount.aws(directory)) {
      account.create("one");
      account.create("two");
    }
    Path log = directory.resolve("transitions.log");
    List<String> lines = Files.readAllLines(log);
    Files.write(log, List.of(lines.get(0), lines.get(1), lines.get(3)));
    assertRefused("simulator-log-damaged", "line 3");
  }

  @Test
  void aLogThatWentMissingOrEmptyIsNotTakenForAFirstStart() throws IOException {
    OpenAccount.aws(directory).close();
    Path log = directory.resolve("transitions.log");
    Files.delete(log);
    assertRefused("simulator-log-missing", "missing");
    Files.createFile(log);
    assertRefused("simulator-log-missing", "empty");
  }

  @Test
  void aFirstStartThatWasCutShortIsBegunAgain() throws IOException {
    Files.writeString(directory.resolve("transitions.log"), "seq=0\tat=2026");
    try (OpenAccount account = OpenAccount.aws(directory)) {
      account.create("token");
    }
    assertThat(OpenAccount.created(directory, "token")).isEqualTo(1);
  }

  @Test
  void theLogOfAnotherCloudIsRefused() {
    OpenAccount.of(directory, "gcp", Map.of()).close();
    assertRefused("simulator-log-damaged", "gcp");
  }

  @Test
  void anAccountThatIsOpenIsNotOpenedAgain() {
    try (OpenAccount account = OpenAccount.aws(directory)) {
      assertRefused("simulator-data-in-use", Long.toString(ProcessHandle.current().pid()));
      account.create("token");
    }
    OpenAccount.aws(directory).close();
  }

  @Test
  void aFullDiskIsToldAndNothingIsOpened() throws IOException {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(full), "this system has no device that is always full");
    Path log = Files.createSymbolicLink(directory.resolve("transitions.log"), full);
    assertRefused("simulator-log-unavailable", "No space left");
    Files.delete(log);
  }

  private void assertRefused(String code, String part) {
    assertThatThrownBy(() -> OpenAccount.aws(directory).close())
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(code);
              assertThat(e.problem().category()).isEqualTo(Category.UNAVAILABLE);
              assertThat(e.problem().detail()).contains(part);
              assertThat(e.problem().nextStep()).isNotBlank();
            });
  }

  private static int startOfLine(byte[] bytes, int line) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int start = 0;
    for (int i = 0; i < line; i++) {
      start = text.indexOf('\n', start) + 1;
    }
    return start;
  }
}
