package io.novacron.provider.aws.internal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where credentials come from.
 *
 * @param kind which source
 * @param profile name of the profile, for PROFILE
 * @param accessKeyId reference of the key's id, for REFERENCE
 * @param secretAccessKey reference of the key, for REFERENCE
 * @param sessionToken reference of the token of temporary credentials
 * @param roleArn role to assume with them
 * @param externalId reference of what the role asks for
 */
record CredentialsSource(
    Kind kind,
    @Nullable String profile,
    @Nullable SecretReference accessKeyId,
    @Nullable SecretReference secretAccessKey,
    @Nullable SecretReference sessionToken,
    @Nullable String roleArn,
    @Nullable SecretReference externalId) {
  /** The kinds of source. */
  enum Kind {
    /** The SDK's default chain: environment, shared files, container, instance. */
    DEFAULT,
    /** A profile of the shared files. */
    PROFILE,
    /** References in the settings. */
    REFERENCE
  }

  /**
   * Reads the settings of an account.
   *
   * @throws io.novacron.api.error.ProblemException with INVALID when they do not fit together
   */
  static CredentialsSource of(Map<String, String> given) {
    Kind kind =
        switch (AwsSettings.word(given, "credentials")) {
          case "profile" -> Kind.PROFILE;
          case "reference" -> Kind.REFERENCE;
          default -> Kind.DEFAULT;
        };
    String profile = AwsSettings.word(given, "profile");
    if (kind == Kind.PROFILE && profile.isEmpty()) {
      throw AwsSettings.wrong("profile", "is missing, since credentials = profile");
    }
    if (kind != Kind.PROFILE && !profile.isEmpty()) {
      throw AwsSettings.wrong("profile", "is given, but credentials = profile is not");
    }
    SecretReference id = reference(given, "accessKeyId");
    SecretReference secret = reference(given, "secretAccessKey");
    SecretReference token = reference(given, "sessionToken");
    if (kind == Kind.REFERENCE) {
      if (id == null) {
        throw AwsSettings.wrong("accessKeyId", "is missing, since credentials = reference");
      }
      if (secret == null) {
        throw AwsSettings.wrong("secretAccessKey", "is missing, since credentials = reference");
      }
    } else if (id != null || secret != null || token != null) {
      throw AwsSettings.wrong(
          id != null ? "accessKeyId" : secret != null ? "secretAccessKey" : "sessionToken",
          "is given, but credentials = reference is not");
    }
    String role = AwsSettings.word(given, "roleArn");
    if (!role.isEmpty() && !role.startsWith("arn:")) {
      throw AwsSettings.wrong("roleArn", "must be of the form arn:aws:iam::123456789012:role/name");
    }
    SecretReference externalId = reference(given, "externalId");
    if (externalId != null && role.isEmpty()) {
      throw AwsSettings.wrong("externalId", "is given, but roleArn is not");
    }
    return new CredentialsSource(
        kind,
        profile.isEmpty() ? null : profile,
        id,
        secret,
        token,
        role.isEmpty() ? null : role,
        externalId);
  }

  private static @Nullable SecretReference reference(Map<String, String> given, String key) {
    String value = AwsSettings.word(given, key);
    return value.isEmpty() ? null : SecretReference.of(key, value);
  }
}
