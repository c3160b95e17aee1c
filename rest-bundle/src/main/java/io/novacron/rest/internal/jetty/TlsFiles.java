package io.novacron.rest.internal.jetty;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.util.encoders.DecoderException;
import org.jspecify.annotations.Nullable;

/** The files in which the key of the server and its certificates are kept. */
sealed interface TlsFiles {
  /** The name and password under which the key is in what is read. */
  String ALIAS = "novacron";

  /** Protects the key in memory only, where whoever could read it could read the key. */
  char[] IN_MEMORY = "in-memory".toCharArray();

  /**
   * Reads the files.
   *
   * @return the key and its certificates
   * @throws IllegalArgumentException naming the setting, the file and what is wrong with it
   */
  TlsKey read();

  /** The files, the one with the password included. */
  List<Path> paths();

  /** A digest of what the files hold; one that can't be read counts as empty. */
  default String fingerprint() {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    for (Path path : paths()) {
      try {
        digest.update(Files.readAllBytes(path));
      } catch (IOException e) {
        // What is wrong is told when it is read. The others are watched all the same, since the
        // password of a key that is not encrypted may be nowhere.
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Certificates and key in PEM.
   *
   * @param certificate the server's certificate first, then those between it and its root
   * @param key PKCS #8, or what openssl wrote before it, RSA or EC, encrypted or not
   */
  record Pem(Path certificate, Path key, PasswordReference password) implements TlsFiles {
    @Override
    public List<Path> paths() {
      return password.with(certificate, key);
    }

    @Override
    public TlsKey read() {
      List<X509Certificate> chain = new ArrayList<>();
      for (Object item : items(TlsSettings.CERTIFICATE, certificate)) {
        if (item instanceof X509CertificateHolder holder) {
          try {
            chain.add(new JcaX509CertificateConverter().getCertificate(holder));
          } catch (CertificateException e) {
            throw HttpSettings.wrong(
                TlsSettings.CERTIFICATE, certificate.toString(), "a certificate that can be read");
          }
        }
      }
      if (chain.isEmpty()) {
        throw HttpSettings.wrong(
            TlsSettings.CERTIFICATE, certificate.toString(), "a PEM file with a certificate");
      }
      if (!inOrder(chain)) {
        throw HttpSettings.wrong(
            TlsSettings.CERTIFICATE,
            certificate.toString(),
            "the server's certificate first, and after each the one that issued it");
      }
      PrivateKey secret = null;
      for (Object item : items(TlsSettings.KEY, key)) {
        secret = secret == null ? secret(item) : secret;
      }
      if (secret == null) {
        throw HttpSettings.wrong(TlsSettings.KEY, key.toString(), "a PEM file with a private key");
      }
      return TlsKey.of(TlsSettings.KEY, key, secret, chain);
    }

    private static boolean inOrder(List<X509Certificate> chain) {
      for (int i = 0; i + 1 < chain.size(); i++) {
        X509Certificate next = chain.get(i + 1);
        if (!chain.get(i).getIssuerX500Principal().equals(next.getSubjectX500Principal())
            || chain.indexOf(next) <= i) {
          return false;
        }
      }
      return true;
    }

    private @Nullable PrivateKey secret(Object item) {
      JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
      try {
        if (item instanceof PrivateKeyInfo plain) {
          return converter.getPrivateKey(plain);
        }
        if (item instanceof PEMKeyPair pair) {
          return converter.getPrivateKey(pair.getPrivateKeyInfo());
        }
        if (item instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
          return converter.getPrivateKey(
              encrypted.decryptPrivateKeyInfo(
                  new JceOpenSSLPKCS8DecryptorProviderBuilder()
                      .setProvider(new BouncyCastleProvider())
                      .build(passwordOfKey())));
        }
        if (item instanceof PEMEncryptedKeyPair encrypted) {
          return converter.getPrivateKey(
              encrypted
                  .decryptKeyPair(
                      new JcePEMDecryptorProviderBuilder()
                          .setProvider(new BouncyCastleProvider())
                          .build(passwordOfKey()))
                  .getPrivateKeyInfo());
        }
        return null;
      } catch (PKCSException | OperatorCreationException e) {
        throw wrongPassword();
      } catch (IOException e) {
        throw item instanceof PEMEncryptedKeyPair
            ? wrongPassword()
            : HttpSettings.wrong(
                TlsSettings.KEY,
                key.toString(),
                "a key of a kind that is known, such as RSA or EC");
      }
    }

    private char[] passwordOfKey() {
      if (password.none()) {
        throw HttpSettings.wrong(
            TlsSettings.KEY,
            key.toString(),
            "a key that is not encrypted, or its password in " + TlsSettings.KEY_PASSWORD);
      }
      return password.read();
    }

    private IllegalArgumentException wrongPassword() {
      return HttpSettings.wrong(
          TlsSettings.KEY_PASSWORD, password.place(), "the password of " + key);
    }

    private static List<Object> items(String setting, Path file) {
      List<Object> items = new ArrayList<>();
      try (Reader text =
              new InputStreamReader(
                  new ByteArrayInputStream(bytes(setting, file)), StandardCharsets.US_ASCII);
          PEMParser parser = new PEMParser(text)) {
        for (Object item = parser.readObject(); item != null; item = parser.readObject()) {
          items.add(item);
        }
        return items;
      } catch (IOException | DecoderException e) {
        throw HttpSettings.wrong(setting, file.toString(), "a file in PEM that is whole");
      }
    }
  }

  /** A PKCS #12 file. */
  record Store(Path file, PasswordReference password) implements TlsFiles {
    @Override
    public List<Path> paths() {
      return password.with(file);
    }

    @Override
    public TlsKey read() {
      byte[] content = bytes(TlsSettings.KEY_STORE, file);
      char[] secret = password.read();
      try {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(content), secret);
        for (String alias : Collections.list(store.aliases())) {
          Certificate[] certificates = store.getCertificateChain(alias);
          if (certificates != null && store.getKey(alias, secret) instanceof PrivateKey key) {
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate certificate : certificates) {
              chain.add((X509Certificate) certificate);
            }
            return TlsKey.of(TlsSettings.KEY_STORE, file, key, chain);
          }
        }
      } catch (IOException e) {
        if (e.getCause() instanceof GeneralSecurityException || password.none()) {
          throw HttpSettings.wrong(
              TlsSettings.KEY_STORE_PASSWORD, password.place(), "the password of " + file);
        }
        throw HttpSettings.wrong(TlsSettings.KEY_STORE, file.toString(), "a PKCS #12 file");
      } catch (GeneralSecurityException e) {
        throw HttpSettings.wrong(
            TlsSettings.KEY_STORE, file.toString(), "a PKCS #12 file whose key can be read");
      }
      throw HttpSettings.wrong(
          TlsSettings.KEY_STORE, file.toString(), "a PKCS #12 file with a private key");
    }
  }

  private static byte[] bytes(String setting, Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw HttpSettings.wrong(setting, file.toString(), "a file that exists");
    } catch (IOException e) {
      throw HttpSettings.wrong(setting, file.toString(), "a file that can be read");
    }
  }
}
