package com.example.provider;

import java.util.Map;
import java.util.Set;

/** The names of images. */
final class Images {
  private static final Map<String, String> BY_LOGICAL_NAME =
      Map.of(
          "debian-12", "debian-12-generic",
          "ubuntu-22.04", "ubuntu-22.04-server",
          "ubuntu-24.04", "ubuntu-24.04-server");

  /** The cloud's own names. */
  static final Set<String> NATIVE = Set.copyOf(BY_LOGICAL_NAME.values());

  private Images() {}

  /** The cloud's own name; a name that is not one of ours is taken for one. */
  static String nativeName(String image) {
    return BY_LOGICAL_NAME.getOrDefault(image, image);
  }
}
