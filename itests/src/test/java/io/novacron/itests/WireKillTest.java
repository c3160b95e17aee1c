package io.novacron.itests;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/**
 * The same as {@link KillTest} through the AWS SDK: the cloud is the simulator in a process of its
 * own, which lives on while the server is killed. {@code make kills-aws} kills it fifty times.
 */
class WireKillTest extends KillTest {
  private @Nullable CloudProcess cloud;

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
    CloudProcess started =
        CloudProcess.start(
            home,
            cloudDirectory(),
            "--latency",
            "200",
            "--visibility-delay",
            "400",
            "--provisioning",
            Integer.toString(provisioningMillis()));
    cloud = started;
    started.account(home, directory);
  }

  @AfterEach
  void stopTheCloud() throws InterruptedException {
    CloudProcess started = cloud;
    if (started != null) {
      started.close();
    }
  }
}
