package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of docs/ whose blocks are one script. */
final class Guide {
  private static final Pattern BLOCK = Pattern.compile("(?s)```sh\n(.*?)```");
  private static final Path DOCS = Path.of(System.getProperty("novacron.docs"));
  private static final long MINUTES = 5;

  private final String script;
  private final int blocks;

  private Guide(String script, int blocks) {
    this.script = script;
    this.blocks = blocks;
  }

  static Guide read(String page) throws IOException {
    StringBuilder script = new StringBuilder("set -euo pipefail\n");
    int blocks = 0;
    Matcher block = BLOCK.matcher(Files.readString(DOCS.resolve(page)));
    while (block.find()) {
      blocks++;
      // Tells which block an error is of.
      script.append("echo \"-- block ").append(blocks).append("\"\n").append(block.group(1));
    }
    return new Guide(script.toString(), blocks);
  }

  int blocks() {
    return blocks;
  }

  /** Runs all blocks, which must succeed; what they printed. */
  String run(Server server, Path directory, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path output =
        Files.createTempFile(Path.of(System.getProperty("novacron.work")), "guide", ".out");
    ProcessBuilder builder =
        server
            .process("bash", "-c", script)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process run = builder.start();
    if (!run.waitFor(MINUTES, TimeUnit.MINUTES)) {
      run.descendants().forEach(ProcessHandle::destroyForcibly);
      run.destroyForcibly();
      throw new AssertionError("hangs:\n" + Files.readString(output));
    }
    String printed = Files.readString(output);
    assertThat(run.exitValue()).as(printed).isZero();
    return printed;
  }
}
