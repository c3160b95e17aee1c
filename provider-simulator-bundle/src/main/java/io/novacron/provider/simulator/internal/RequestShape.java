package io.novacron.provider.simulator.internal;

import io.novacron.api.provider.InstanceRequest;
import java.math.BigDecimal;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells whether two requests ask for the same. */
final class RequestShape {
  private static final int DIGITS = 32;

  private RequestShape() {}

  /** A digest that two requests share when all their values are equal. */
  static String digest(InstanceRequest request) {
    return Draw.of(
            0,
            request.name(),
            request.region(),
            String.valueOf(request.zone()),
            request.instanceType(),
            request.image(),
            request.disks().toString(),
            String.valueOf(request.network()),
            request.sshKeys().toString(),
            request.market().kind().name(),
            ceiling(request.market().maxPricePerHour()),
            new TreeMap<>(request.tags()).toString(),
            new TreeMap<>(request.owner().toTags()).toString())
        .hex(DIGITS);
  }

  private static String ceiling(@Nullable BigDecimal price) {
    return price == null ? "" : price.stripTrailingZeros().toPlainString();
  }
}
