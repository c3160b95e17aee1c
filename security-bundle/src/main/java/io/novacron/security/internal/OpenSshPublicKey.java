package io.novacron.security.internal;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

/** An RSA public key in the form of OpenSSH (RFC 4253, section 6.6). */
final class OpenSshPublicKey {
  private static final String TYPE = "ssh-rsa";

  private OpenSshPublicKey() {}

  /** The key in Base64, without type and comment. */
  static String encode(RSAPublicKey key) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, TYPE.getBytes(StandardCharsets.US_ASCII));
      write(out, key.getPublicExponent().toByteArray());
      write(out, key.getModulus().toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** The one line of a public key file. */
  static String line(RSAPublicKey key, String comment) {
    return TYPE + " " + encode(key) + " " + comment;
  }

  private static void write(DataOutputStream out, byte[] field) throws IOException {
    out.writeInt(field.length);
    out.write(field);
  }
}
