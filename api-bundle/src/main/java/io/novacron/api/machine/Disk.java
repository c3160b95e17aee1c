package io.novacron.api.machine;

import java.util.Objects;

/**
 * A disk beside the one of the image.
 *
 * @param sizeGib size in GiB, 1 to 65,536
 * @param kind {@code standard} or {@code ssd}
 */
public record Disk(int sizeGib, String kind) {
  public Disk {
    Objects.requireNonNull(kind, "kind");
  }
}
