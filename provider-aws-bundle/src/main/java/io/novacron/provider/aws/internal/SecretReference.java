package io.novacron.provider.aws.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * Where a secret is kept: {@code file:/path} (its content without the white space around it) or
 * {@code env:NAME}. It is read at each use, so a file that is replaced is in force at once.
 *
 * @param place the reference as it was given; names no secret
 */
record SecretReference(String place) {
  private static final String FILE = "file:";
  private static final String ENVIRONMENT = "env:";

  /**
   * Reads a setting.
   *
   * @throws io.novacron.api.error.ProblemException with INVALID when it is no reference; the
   *     message does not repeat it, since it may be the secret itself
   */
  static SecretReference of(String key, String value) {
    if (value.startsWith(FILE) && value.length() > FILE.length()
        || value.startsWith(ENVIRONMENT) && value.length() > ENVIRONMENT.length()) {
      return new SecretReference(value);
    }
    throw AwsSettings.wrong(
        key, "must be a reference of the form file:/path or env:NAME, not the value itself");
  }

  /**
   * Reads the secret.
   *
   * @throws CredentialsException when there is none
   */
  String read() {
    return read(System::getenv);
  }

  String read(UnaryOperator<String> environment) {
    String value;
    if (place.startsWith(ENVIRONMENT)) {
      value = environment.apply(place.substring(ENVIRONMENT.length()));
    } else {
      try {
        value = Files.readString(Path.of(place.substring(FILE.length())));
      } catch (IOException | RuntimeException e) {
        throw new CredentialsException(
            place + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
      }
    }
    if (value == null || value.isBlank()) {
      throw new CredentialsException(place + " holds nothing", null);
    }
    return value.trim();
  }
}
