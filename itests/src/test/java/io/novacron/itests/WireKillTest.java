package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/**
 * The same as {@link KillTest} through the AWS SDK: the cloud is the simulator in a process of its
 * own, which lives on while the server is killed. {@code make kills-aws} kills it fifty times.
 */
class WireKillTest extends KillTest {
  private static final Pattern READY = Pattern.compile("simulator ready at (http://\\S+),.*");
  private static final long START_SECONDS = 60;

  private @Nullable Process simulator;

  @Override
  int requests() {
    return 500;
  }

  @Override
  int kills() {
    return Integer.getInteger("novacron.wireKills", 3);
  }

  @Override
  Path cloudDirectory() {
    return directory.resolve("cloud");
  }

  @Override
  void prepare(Path home) throws Exception {
    Path said = directory.resolve("said");
    Process process =
        new ProcessBuilder(
                home.resolve("bin/novacron").toString(),
                "simulator",
                "--port",
                "0",
                "--data",
                cloudDirectory().toString(),
                "--latency",
                "200",
                "--visibility-delay",
                "400",
                "--provisioning",
                Integer.toString(provisioningMillis()),
                "--quota-vcpus",
                "1000000",
                "--capacity-per-zone",
                "100000",
                "--shortage",
                "0")
            .redirectError(directory.resolve("cloud.log").toFile())
            .redirectOutput(said.toFile())
            .start();
    simulator = process;
    Path key = Files.writeString(directory.resolve("key"), "AKIASIMULATED0000000");
    Files.writeString(
        home.resolve("etc/io.novacron.account-wire.cfg"),
        """
        provider = aws
        endpoint = %s
        credentials = reference
        accessKeyId = file:%s
        secretAccessKey = file:%s
        pollMillis = 500
        """
            .formatted(endpoint(process, said), key, key));
  }

  private static String endpoint(Process process, Path said) throws Exception {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    Matcher ready = READY.matcher("");
    while (!ready.matches() && process.isAlive() && System.nanoTime() < limit) {
      TimeUnit.MILLISECONDS.sleep(50);
      ready = READY.matcher(Files.readString(said).trim());
    }
    assertThat(ready.matches()).as(Files.readString(said)).isTrue();
    return ready.group(1);
  }

  @AfterEach
  void stopTheCloud() throws InterruptedException {
    Process process = simulator;
    if (process != null) {
      process.destroy();
      assertThat(process.waitFor(START_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }
}
