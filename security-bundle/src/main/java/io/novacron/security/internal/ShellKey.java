package io.novacron.security.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key that opens the shell. {@code shell-key} is the private half as PKCS#8 PEM, made at the
 * first start, {@code shell-key.pub} the public one, and {@code shell-users.properties} what the
 * container's login module reads: the admin by this key, and nobody else.
 *
 * <p>The key is RSA, since that is the one kind that the container's login module always gets
 * right.
 */
final class ShellKey {
  private static final Logger LOG = LoggerFactory.getLogger(ShellKey.class);
  private static final String PRIVATE = "shell-key";
  private static final String PUBLIC = "shell-key.pub";
  private static final String USERS = "shell-users.properties";
  private static final int BITS = 3072;
  // All roles of the container: who holds this key could read every other secret anyway.
  private static final String CONTAINER_ROLES = "admin,manager,viewer,systembundles,ssh";
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private final SecurityDirectory directory;
  private final SecureRandom random;

  ShellKey(SecurityDirectory directory, SecureRandom random) {
    this.directory = directory;
    this.random = random;
  }

  /**
   * Reads the key, or makes it when there is none, and writes the files that follow from it.
   *
   * @return the file that the login module reads
   * @throws CredentialException when the key cannot be trusted or is not an RSA key
   */
  Path prepare() throws IOException {
    RSAPublicKey key = publicHalf();
    directory.write(PUBLIC, OpenSshPublicKey.line(key, Identity.ADMIN) + "\n");
    directory.write(
        USERS, Identity.ADMIN + "=" + OpenSshPublicKey.encode(key) + "," + CONTAINER_ROLES + "\n");
    return directory.resolve(USERS);
  }

  private RSAPublicKey publicHalf() throws IOException {
    String present = directory.read(PRIVATE);
    try {
      return present == null ? make() : parse(present);
    } catch (GeneralSecurityException | ClassCastException | IllegalArgumentException e) {
      throw new CredentialException(
          "file "
              + directory.resolve(PRIVATE)
              + " does not hold an RSA private key as PKCS#8 PEM; remove it and start again to have"
              + " a new one made");
    }
  }

  private RSAPublicKey make() throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(BITS, random);
    KeyPair pair = generator.generateKeyPair();
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(pair.getPrivate().getEncoded());
    directory.write(
        PRIVATE, "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
    LOG.info("credential=shell-key state=created file={}", directory.resolve(PRIVATE));
    return (RSAPublicKey) pair.getPublic();
  }

  private static RSAPublicKey parse(String pem) throws GeneralSecurityException {
    Matcher body = PEM.matcher(pem);
    if (!body.matches()) {
      throw new IllegalArgumentException("not PEM");
    }
    KeyFactory factory = KeyFactory.getInstance("RSA");
    RSAPrivateCrtKey key =
        (RSAPrivateCrtKey)
            factory.generatePrivate(
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body.group(1))));
    return (RSAPublicKey)
        factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
  }
}
