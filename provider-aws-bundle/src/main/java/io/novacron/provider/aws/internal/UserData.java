package io.novacron.provider.aws.internal;

import io.novacron.api.security.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an instance is given for its first boot: the caller's user data, and the SSH keys as a part
 * for cloud-init, which every image that we name has. EC2's own key pairs would be one more
 * resource per machine, to be named, counted and removed.
 */
final class UserData {
  /** EC2's limit, before it is encoded. */
  static final int LARGEST = 16_384;

  private static final String BOUNDARY = "==novacron==";

  private UserData() {}

  /**
   * Puts the two together.
   *
   * @return encoded as EC2 wants it; null for nothing
   * @throws IllegalArgumentException when it is too large or of a form that cannot be joined with
   *     keys; the message repeats nothing of it
   */
  static @Nullable String encoded(List<String> sshKeys, @Nullable Secret userData) {
    String own = userData == null ? "" : userData.reveal();
    if (own.isEmpty() && sshKeys.isEmpty()) {
      return null;
    }
    String text;
    if (sshKeys.isEmpty()) {
      text = own;
    } else if (own.isEmpty()) {
      text = keys(sshKeys);
    } else {
      text = joined(keys(sshKeys), own);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LARGEST) {
      throw new IllegalArgumentException(
          "user data and SSH keys must be "
              + LARGEST
              + " bytes or less together but are "
              + bytes.length);
    }
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String keys(List<String> sshKeys) {
    StringBuilder config = new StringBuilder("#cloud-config\nssh_authorized_keys:\n");
    for (String key : sshKeys) {
      config.append("  - '").append(key.strip().replace("'", "''")).append("'\n");
    }
    return config.toString();
  }

  private static String joined(String keys, String own) {
    return "Content-Type: multipart/mixed; boundary=\""
        + BOUNDARY
        + "\"\nMIME-Version: 1.0\n\n"
        + part("text/cloud-config", keys)
        + part(type(own), own)
        + "--"
        + BOUNDARY
        + "--\n";
  }

  private static String part(String type, String content) {
    return "--"
        + BOUNDARY
        + "\nContent-Type: "
        + type
        + "; charset=\"utf-8\"\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\n"
        + "Merge-Type: list(append)+dict(no_replace,recurse_list)+str()\n\n"
        + Base64.getMimeEncoder(76, new byte[] {'\n'})
            .encodeToString(content.getBytes(StandardCharsets.UTF_8))
        + "\n";
  }

  private static String type(String own) {
    if (own.startsWith("#!")) {
      return "text/x-shellscript";
    }
    if (own.startsWith("#cloud-config")) {
      return "text/cloud-config";
    }
    throw new IllegalArgumentException(
        "user data beside SSH keys must begin with #! or #cloud-config, so that both can be given"
            + " to cloud-init");
  }
}
