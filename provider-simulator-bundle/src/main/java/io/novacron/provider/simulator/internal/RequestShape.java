package io.novacron.provider.simulator.internal;

import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.security.Secret;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
            new TreeMap<>(request.owner().toTags()).toString(),
            userData(request.userData()))
        .hex(DIGITS);
  }

  /** Digested here, as the shape is kept in the log and the text must not be guessable from it. */
  private static String userData(@Nullable Secret text) {
    if (text == null) {
      return "";
    }
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(text.reveal().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String ceiling(@Nullable BigDecimal price) {
    return price == null ? "" : price.stripTrailingZeros().toPlainString();
  }
}
