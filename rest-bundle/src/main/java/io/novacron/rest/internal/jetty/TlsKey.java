package io.novacron.rest.internal.jetty;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The key of the server with its certificates, which belong together.
 *
 * @param store holds both under {@link TlsFiles#ALIAS}
 * @param certificate the server's own
 */
record TlsKey(KeyStore store, X509Certificate certificate) {
  private static final byte[] PROBE = {1, 2, 3, 4, 5, 6, 7, 8};

  /**
   * Puts them together.
   *
   * @param setting names the file of the key in errors
   * @throws IllegalArgumentException when the key is not that of the first certificate
   */
  static TlsKey of(String setting, Path file, PrivateKey key, List<X509Certificate> chain) {
    X509Certificate own = chain.get(0);
    if (!belongs(key, own.getPublicKey())) {
      throw HttpSettings.wrong(
          setting,
          file.toString(),
          "the key of the first certificate, which is of " + own.getSubjectX500Principal());
    }
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(TlsFiles.ALIAS, key, TlsFiles.IN_MEMORY, chain.toArray(new Certificate[0]));
      return new TlsKey(store, own);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("a key and its certificates can be kept in memory", e);
    }
  }

  private static boolean belongs(PrivateKey secret, PublicKey open) {
    String algorithm =
        switch (open.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> open.getAlgorithm();
        };
    try {
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(secret);
      signing.update(PROBE);
      byte[] signature = signing.sign();
      Signature verifying = Signature.getInstance(algorithm);
      verifying.initVerify(open);
      verifying.update(PROBE);
      return verifying.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
