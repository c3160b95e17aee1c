package io.novacron.provider.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessDeathTest {
  private @TempDir Path directory = Path.of("");

  @Test
  void everyCreateThatWasAnsweredBeforeAKillIsThereExactlyOnce() throws Exception {
    List<String> answered = new ArrayList<>();
    for (int round = 0; round < 4; round++) {
      Process process = start(List.of(), "round" + round, 1_000_000);
      try (BufferedReader lines = process.inputReader()) {
        // The kill falls wherever the process is after so many answers.
        for (int i = 0; i < 50 + 131 * round; i++) {
          answered.add(lines.readLine());
        }
        process.toHandle().destroyForcibly();
        lines.lines().filter(line -> line.startsWith("made ")).forEach(answered::add);
      }
      process.waitFor();
    }
    assertMadeExactlyOnce(answered);
  }

  @Test
  void whenTheDiskTakesNoMoreCreatesAreRefusedAndNothingIsLost() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/bin/bash")), "there is no bash to limit a file's size");
    Process process =
        start(
            List.of("/bin/bash", "-c", "ulimit -f 128; exec \"$@\"", "limited"), "limited", 1_000);
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).isZero();
    assertThat(lines).hasSize(1_001).endsWith("end");
    List<String> made = lines.stream().filter(line -> line.startsWith("made ")).toList();
    assertThat(made).isNotEmpty();
    assertThat(lines.subList(0, 1_000))
        .filteredOn(line -> !line.startsWith("made "))
        .isNotEmpty()
        .allSatisfy(
            line -> assertThat(line).startsWith("failed ").contains("UNAVAILABLE", "too large"));
    assertMadeExactlyOnce(made);
    assertThat(createdByToken()).hasSameSizeAs(made);
  }

  private void assertMadeExactlyOnce(List<String> answered) throws IOException {
    try (OpenAccount account = OpenAccount.aws(directory)) {
      Map<String, Long> created = createdByToken();
      assertThat(created.values()).containsOnly(1L);
      assertThat(answered)
          .isNotEmpty()
          .allSatisfy(
              line -> {
                String[] words = line.split(" ", 3);
                assertThat(words[0]).isEqualTo("made");
                assertThat(created).containsKey(words[1]);
                assertThat(account.create(words[1]).reference()).isEqualTo(words[2]);
              });
    }
  }

  private Map<String, Long> createdByToken() throws IOException {
    return OpenAccount.log(directory).stream()
        .filter(fields -> "created".equals(fields.get("event")))
        .collect(
            Collectors.groupingBy(
                fields -> String.valueOf(fields.get("token")), Collectors.counting()));
  }

  private Process start(List<String> prefix, String run, int creates) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:-UsePerfData",
            "-Xmx128m",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            CreateLoop.class.getName(),
            directory.toString(),
            run,
            Integer.toString(creates)));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
