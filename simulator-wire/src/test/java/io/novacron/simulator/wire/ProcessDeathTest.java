package io.novacron.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Instance;

/** The simulator as a process of its own, killed in the middle of its work. */
class ProcessDeathTest {
  private static final Pattern READY = Pattern.compile("simulator ready at (\\S+),.*");

  private @TempDir Path data = Path.of("");

  @Test
  void aKilledSimulatorKnowsEveryMachineAndTagThatItHasTold() throws Exception {
    Map<String, String> told = new ConcurrentHashMap<>();
    String group = "";
    for (int round = 0; round < 2; round++) {
      Process process = start(List.of());
      try {
        WireFixture fixture = WireFixture.of(endpoint(process));
        if (round == 0) {
          group =
              fixture
                  .ec2()
                  .createSecurityGroup(request -> request.groupName("kept").description("kept"))
                  .groupId();
        }
        int number = round;
        killAfter(process, 30 + 60 * round, told, fixture, number);
        fixture.close();
      } finally {
        process.toHandle().destroyForcibly();
        process.waitFor();
      }
    }
    assertThat(told).hasSizeGreaterThanOrEqualTo(100);
    Process process = start(List.of());
    try (WireFixture fixture = WireFixture.of(endpoint(process))) {
      Ec2Client ec2 = fixture.ec2();
      List<String> ids = List.copyOf(told.values());
      assertThat(ids).doesNotHaveDuplicates();
      List<Instance> known = new ArrayList<>();
      ec2.describeInstancesPaginator(request -> request.maxResults(50)).reservations().stream()
          .forEach(reservation -> known.addAll(reservation.instances()));
      assertThat(known).extracting(Instance::instanceId).containsAll(ids);
      assertThat(known)
          .allSatisfy(
              one -> {
                assertThat(one.tags()).hasSize(1);
                assertThat(one.blockDeviceMappings()).hasSize(1);
                assertThat(one.networkInterfaces()).hasSize(1);
              });
      // The token is known too: what was told is found again, not made again.
      Map.Entry<String, String> any = told.entrySet().iterator().next();
      assertThat(WireFixture.run(ec2, any.getKey()).instanceId()).isEqualTo(any.getValue());
      String kept = group;
      assertThat(
              ec2.describeSecurityGroups(request -> request.groupIds(kept))
                  .securityGroups()
                  .get(0)
                  .groupName())
          .isEqualTo("kept");
    } finally {
      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void nothingIsToldThatTheDiskDidNotTake() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/bin/bash")), "there is no bash to limit a file's size");
    Set<String> told = new HashSet<>();
    Set<String> refused = new HashSet<>();
    Process limited = start(List.of("/bin/bash", "-c", "ulimit -f 128; exec \"$@\"", "limited"));
    try (WireFixture fixture = WireFixture.of(endpoint(limited))) {
      Ec2Client ec2 = fixture.ec2();
      for (int i = 0; i < 300; i++) {
        try {
          told.add(WireFixture.run(ec2, "token-" + i).instanceId());
        } catch (Ec2Exception e) {
          refused.add(e.awsErrorDetails().errorCode());
        }
      }
    } finally {
      limited.toHandle().destroyForcibly();
      limited.waitFor();
    }
    assertThat(told).isNotEmpty();
    assertThat(refused).containsExactly("Unavailable");
    Process unlimited = start(List.of());
    try (WireFixture fixture = WireFixture.of(endpoint(unlimited))) {
      assertThat(fixture.truth())
          .extracting(one -> one.path("instanceId").asText())
          .containsExactlyInAnyOrderElementsOf(told);
    } finally {
      unlimited.destroy();
      unlimited.waitFor();
    }
  }

  @Test
  void aSecondSimulatorOnTheSameDataIsRefused() throws Exception {
    Process first = start(List.of());
    try {
      endpoint(first);
      Process second = start(List.of());
      assertThat(second.waitFor()).isEqualTo(3);
      assertThat(new String(second.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("is in use by process " + first.pid());
    } finally {
      first.destroy();
      first.waitFor();
    }
  }

  /** Creates with many callers; kills the process once so many were answered. */
  private static void killAfter(
      Process process, int answers, Map<String, String> told, WireFixture fixture, int round)
      throws InterruptedException {
    Ec2Client ec2 = fixture.ec2();
    // The image is asked for once, as every create needs it.
    var request = WireFixture.request(ec2, "image");
    CountDownLatch enough = new CountDownLatch(answers);
    AtomicInteger number = new AtomicInteger();
    ExecutorService callers = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 8; i++) {
      callers.execute(
          () -> {
            try {
              while (process.isAlive()) {
                String token = round + "-" + number.incrementAndGet();
                told.put(
                    token,
                    ec2.runInstances(
                            request.toBuilder()
                                .clientToken(token)
                                .tagSpecifications(
                                    WireFixture.request(ec2, token).tagSpecifications())
                                .build())
                        .instances()
                        .get(0)
                        .instanceId());
                enough.countDown();
              }
            } catch (SdkException e) {
              // The process was killed; whether the create happened is not known here.
            }
          });
    }
    enough.await();
    process.toHandle().destroyForcibly();
    callers.shutdown();
    assertThat(callers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
  }

  private Process start(List<String> prefix) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:-UsePerfData",
            "-Xmx256m",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Simulator.class.getName(),
            "--port=0",
            "--data=" + data,
            "--latency=1",
            "--visibility-delay=0",
            "--provisioning=100"));
    return new ProcessBuilder(command).start();
  }

  private static URI endpoint(Process process) throws IOException {
    BufferedReader lines = process.inputReader();
    String line = lines.readLine();
    Matcher ready = READY.matcher(String.valueOf(line));
    assertThat(ready.matches()).as("says that it is ready: %s", line).isTrue();
    return URI.create(ready.group(1));
  }
}
