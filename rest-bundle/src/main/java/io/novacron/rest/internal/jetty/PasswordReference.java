package io.novacron.rest.internal.jetty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a password is kept: {@code file:/path} (its content without the white space around it),
 * {@code env:NAME}, or nowhere, for none. Read at each use.
 *
 * @param key the setting
 * @param place the reference; names no secret
 */
record PasswordReference(String key, String place) {
  private static final String FILE = "file:";
  private static final String ENVIRONMENT = "env:";
  private static final String FILE_THAT_CAN_BE_READ = "a file that can be read";

  /**
   * Reads a setting.
   *
   * @throws IllegalArgumentException when it is no reference; it is not repeated, since it may be
   *     the password itself
   */
  static PasswordReference of(String key, String value) {
    boolean legal =
        value.isEmpty()
            || value.startsWith(FILE) && value.length() > FILE.length()
            || value.startsWith(ENVIRONMENT) && value.length() > ENVIRONMENT.length();
    if (!legal) {
      throw HttpSettings.wrong(
          key, "(not shown)", "file:/path or env:NAME, not the password itself");
    }
    return new PasswordReference(key, value);
  }

  boolean none() {
    return place.isEmpty();
  }

  /**
   * The file that holds it, or null when it is kept elsewhere.
   *
   * @throws IllegalArgumentException when no file can be named so
   */
  @Nullable Path path() {
    if (!place.startsWith(FILE)) {
      return null;
    }
    try {
      return Path.of(place.substring(FILE.length()));
    } catch (InvalidPathException e) {
      throw HttpSettings.wrong(key, place, FILE_THAT_CAN_BE_READ);
    }
  }

  /** These files, and the one that holds the password where there is one. */
  List<Path> with(Path... files) {
    return Stream.concat(Stream.of(files), Stream.ofNullable(path())).toList();
  }

  /**
   * Reads the password; empty when there is none.
   *
   * @throws IllegalArgumentException when the place holds none
   */
  char[] read() {
    if (none()) {
      return new char[0];
    }
    Path file = path();
    String value;
    if (file == null) {
      value = System.getenv(place.substring(ENVIRONMENT.length()));
    } else {
      try {
        value = Files.readString(file);
      } catch (IOException | RuntimeException e) {
        throw HttpSettings.wrong(key, place, FILE_THAT_CAN_BE_READ);
      }
    }
    if (value == null || value.isBlank()) {
      throw HttpSettings.wrong(key, place, "a place that holds a password");
    }
    return value.strip().toCharArray();
  }
}
