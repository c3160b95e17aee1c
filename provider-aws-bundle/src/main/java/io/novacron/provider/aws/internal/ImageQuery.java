package io.novacron.provider.aws.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Which images a logical name means.
 *
 * @param owner account, or alias, that published them
 * @param pattern pattern of their names, with {@code *}
 */
record ImageQuery(String owner, String pattern) {
  private static final String CANONICAL = "099720109477";
  private static final String DEBIAN = "136693071363";
  private static final String ROCKY = "792107900819";

  ImageQuery {
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(pattern, "pattern");
  }

  /**
   * What every account knows, by name and architecture. The owners are those that the distributions
   * publish on their pages; anybody can give an image a name, so the owner counts.
   */
  static Map<String, ImageQuery> builtIn() {
    Map<String, ImageQuery> known = new HashMap<>();
    known.put(
        "amazon-linux-2023/amd64", new ImageQuery("amazon", "al2023-ami-2023.*-kernel-6.1-x86_64"));
    known.put(
        "amazon-linux-2023/arm64", new ImageQuery("amazon", "al2023-ami-2023.*-kernel-6.1-arm64"));
    known.put("debian-12/amd64", new ImageQuery(DEBIAN, "debian-12-amd64-*"));
    known.put("debian-12/arm64", new ImageQuery(DEBIAN, "debian-12-arm64-*"));
    known.put("rocky-9/amd64", new ImageQuery(ROCKY, "Rocky-9-EC2-Base-9.*.x86_64*"));
    known.put("rocky-9/arm64", new ImageQuery(ROCKY, "Rocky-9-EC2-Base-9.*.aarch64*"));
    for (String architecture : new String[] {"amd64", "arm64"}) {
      known.put(
          "ubuntu-22.04/" + architecture,
          new ImageQuery(
              CANONICAL, "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-" + architecture + "-server-*"));
      known.put(
          "ubuntu-24.04/" + architecture,
          new ImageQuery(
              CANONICAL,
              "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-" + architecture + "-server-*"));
    }
    return known;
  }
}
