package io.novacron.core.internal.secret;

import io.novacron.api.security.Confidential;
import io.novacron.api.security.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts what must be kept for a while and not be readable in the state store, with AES-256-GCM,
 * and tells secrets by digests that cannot be guessed back without the key. Safe for use by many
 * threads; the key is read at the first use.
 */
public final class SecretBox {
  private static final String LAYOUT = "v1:";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final Supplier<byte[]> keySource;
  private final SecureRandom random;
  private volatile @Nullable Keys keys;

  /**
   * Makes a box.
   *
   * @param keySource gives 32 bytes, or throws a {@link SecretBoxException}; asked until it did
   * @param random makes nonces
   */
  public SecretBox(Supplier<byte[]> keySource, SecureRandom random) {
    this.keySource = keySource;
    this.random = random;
  }

  /**
   * Encrypts a text.
   *
   * @param purpose what it is for, such as the id of an operation; the same must be named to open
   *     it, so that a text cannot be moved to another record
   */
  public String seal(Secret text, String purpose) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, nonce, purpose)
              .doFinal(text.reveal().getBytes(StandardCharsets.UTF_8));
      return LAYOUT
          + Base64.getEncoder()
              .encodeToString(
                  ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException e) {
      throw new SecretBoxException("this Java platform cannot encrypt with AES-256-GCM", e);
    }
  }

  /**
   * Decrypts what {@link #seal} gave.
   *
   * @throws SecretBoxException when it was sealed under another key or for another purpose, or was
   *     changed since
   */
  public Secret open(String sealed, String purpose) {
    try {
      if (!sealed.startsWith(LAYOUT)) {
        throw new SecretBoxException("it was encrypted by another version of NovaCron", null);
      }
      byte[] bytes = Base64.getDecoder().decode(sealed.substring(LAYOUT.length()));
      byte[] nonce = new byte[NONCE_BYTES];
      ByteBuffer.wrap(bytes).get(nonce);
      byte[] text =
          cipher(Cipher.DECRYPT_MODE, nonce, purpose)
              .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
      return Secret.of(new String(text, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | RuntimeException e) {
      if (e instanceof SecretBoxException told) {
        throw told;
      }
      throw new SecretBoxException(
          "it does not fit the key file; put the key file back under which it was accepted", e);
    }
  }

  /** The digest by which a secret is told: {@value Confidential#DIGEST_PREFIX} and 64 digits. */
  public String digest(String text) {
    return Confidential.DIGEST_PREFIX
        + HexFormat.of().formatHex(hmac(keys().digest, text.getBytes(StandardCharsets.UTF_8)));
  }

  private Cipher cipher(int mode, byte[] nonce, String purpose) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, keys().encryption, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private Keys keys() {
    Keys known = keys;
    if (known == null) {
      byte[] root = keySource.get();
      // One key per use: what the one reveals says nothing about the other.
      known =
          new Keys(
              new SecretKeySpec(hmac(new SecretKeySpec(root, "HmacSHA256"), label("seal")), "AES"),
              new SecretKeySpec(
                  hmac(new SecretKeySpec(root, "HmacSHA256"), label("digest")), "HmacSHA256"));
      keys = known;
    }
    return known;
  }

  private static byte[] label(String use) {
    return ("novacron " + use).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] hmac(SecretKeySpec key, byte[] text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new SecretBoxException("this Java platform cannot compute HMAC-SHA-256", e);
    }
  }

  private record Keys(SecretKeySpec encryption, SecretKeySpec digest) {}
}
