package io.novacron.provider.aws.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Credentials by reference for emulators, which take any. */
final class Credentials {
  /** Must not be seen anywhere. */
  static final String SECRET = "canary-5f1e-secret-access-key";

  private Credentials() {}

  /** The settings of an account at an endpoint. */
  static Map<String, String> settings(String endpoint) {
    Map<String, String> settings = new HashMap<>();
    settings.put("endpoint", endpoint);
    settings.put("credentials", "reference");
    settings.put("accessKeyId", file("id", "AKIAIOSFODNN7EXAMPLE"));
    settings.put("secretAccessKey", file("secret", SECRET));
    settings.put("pollMillis", "20");
    return settings;
  }

  /** A reference to a file that holds a value. */
  static String file(String name, String value) {
    try {
      Path file =
          Files.createDirectories(Path.of("target", "credentials")).resolve(name).toAbsolutePath();
      Files.writeString(file, value + "\n");
      return "file:" + file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
