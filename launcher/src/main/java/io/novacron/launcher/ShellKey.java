package io.novacron.launcher;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/** The key that the first start made for the shell: an RSA key in PKCS#8 PEM, owner-only. */
final class ShellKey {
  private ShellKey() {}

  static KeyPair read(Path data) {
    Path file = data.resolve("security").resolve("shell-key");
    try {
      String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
      byte[] encoded = Base64.getMimeDecoder().decode(base64);
      KeyFactory factory = KeyFactory.getInstance("RSA");
      PrivateKey privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
      if (!(privateKey instanceof RSAPrivateCrtKey crt)) {
        throw new GeneralSecurityException("it holds no public exponent");
      }
      BigInteger modulus = crt.getModulus();
      PublicKey publicKey =
          factory.generatePublic(new RSAPublicKeySpec(modulus, crt.getPublicExponent()));
      return new KeyPair(publicKey, privateKey);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new LauncherException(
          ExitCode.FAILED, "the shell key " + file + " cannot be read: " + Failures.reason(e));
    }
  }
}
