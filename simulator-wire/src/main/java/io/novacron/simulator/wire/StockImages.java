package io.novacron.simulator.wire;

import io.novacron.provider.simulator.internal.CloudStyle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The public images of every region, named as their makers name theirs. Immutable. */
final class StockImages {
  private static final Instant MADE = Instant.parse("2025-11-12T00:00:00Z");

  private final CloudStyle style;

  StockImages(CloudStyle style) {
    this.style = style;
  }

  /**
   * An image.
   *
   * @param id id in its region
   * @param name name that its maker gave it
   * @param owner account id of its maker
   * @param ownerAlias short name of its maker; absent for none
   * @param architecture {@code x86_64} or {@code arm64}
   * @param rootDevice name of the root device
   * @param sizeGib size of the root volume
   * @param createdAt when it was made
   */
  record StockImage(
      String id,
      String name,
      String owner,
      @Nullable String ownerAlias,
      String architecture,
      String rootDevice,
      int sizeGib,
      Instant createdAt) {}

  /** All images of a region. */
  List<StockImage> all(String region) {
    List<StockImage> images = new ArrayList<>();
    for (String architecture : List.of("amd64", "arm64")) {
      style
          .images(region, architecture)
          .forEach((name, id) -> images.add(image(id, name, architecture)));
    }
    images.sort((one, other) -> one.id().compareTo(other.id()));
    return images;
  }

  /** The image with an id; absent when there is none. */
  @Nullable StockImage find(String region, String id) {
    for (String architecture : List.of("amd64", "arm64")) {
      for (Map.Entry<String, String> image : style.images(region, architecture).entrySet()) {
        if (image.getValue().equals(id)) {
          return image(id, image.getKey(), architecture);
        }
      }
    }
    return null;
  }

  private static StockImage image(String id, String logical, String debian) {
    String rpm = debian.equals("amd64") ? "x86_64" : "arm64";
    return switch (logical) {
      case "amazon-linux-2023" ->
          new StockImage(
              id,
              "al2023-ami-2023.9.20251110.1-kernel-6.1-" + rpm,
              "137112412989",
              "amazon",
              rpm,
              "/dev/xvda",
              8,
              MADE);
      case "debian-12" ->
          new StockImage(
              id,
              "debian-12-" + debian + "-20251112-2294",
              "136693071363",
              null,
              rpm,
              "/dev/xvda",
              8,
              MADE);
      case "rocky-9" ->
          new StockImage(
              id,
              "Rocky-9-EC2-Base-9.6-20250531.0." + (rpm.equals("arm64") ? "aarch64" : rpm),
              "792107900819",
              null,
              rpm,
              "/dev/sda1",
              10,
              MADE);
      case "ubuntu-22.04" -> ubuntu(id, "hvm-ssd/ubuntu-jammy-22.04-", debian, rpm);
      case "ubuntu-24.04" -> ubuntu(id, "hvm-ssd-gp3/ubuntu-noble-24.04-", debian, rpm);
      default -> new StockImage(id, logical, Ec2Estate.OWNER, null, rpm, "/dev/xvda", 8, MADE);
    };
  }

  private static StockImage ubuntu(String id, String series, String debian, String rpm) {
    return new StockImage(
        id,
        "ubuntu/images/" + series + debian + "-server-20251111",
        "099720109477",
        null,
        rpm,
        "/dev/sda1",
        8,
        MADE);
  }
}
