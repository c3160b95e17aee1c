package io.novacron.rest.internal.jetty;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** A key with a certificate that it signed itself, and the forms in which people keep them. */
record Certificates(KeyPair pair, X509Certificate certificate) {
  static Certificates of(String algorithm, String name) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
      KeyPair pair = generator.generateKeyPair();
      X500Principal subject = new X500Principal("CN=" + name);
      Instant now = Instant.now();
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              subject,
              BigInteger.valueOf(now.toEpochMilli()),
              Date.from(now.minus(Duration.ofDays(1))),
              Date.from(now.plus(Duration.ofDays(30))),
              subject,
              pair.getPublic());
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
      String signature = algorithm.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
      X509Certificate certificate =
          new JcaX509CertificateConverter()
              .getCertificate(
                  builder.build(new JcaContentSignerBuilder(signature).build(pair.getPrivate())));
      return new Certificates(pair, certificate);
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String pem(Object item) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(item);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return text.toString();
  }

  String certificatePem() {
    return pem(certificate);
  }

  String pkcs8() {
    try {
      return pem(new JcaPKCS8Generator(pair.getPrivate(), null));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  String encryptedPkcs8(String password) {
    try {
      return pem(
          new JcaPKCS8Generator(
              pair.getPrivate(),
              new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                  .setProvider(new org.bouncycastle.jce.provider.BouncyCastleProvider())
                  .setPassword(password.toCharArray())
                  .build()));
    } catch (IOException | OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }

  String traditional() {
    if (!pair.getPrivate().getAlgorithm().equals("EC")) {
      return pem(pair.getPrivate());
    }
    // As openssl writes it; the JDK's own form names no curve.
    try {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded());
      ECPrivateKey key =
          new ECPrivateKey(
              256,
              ECPrivateKey.getInstance(info.parsePrivateKey()).getKey(),
              SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()).getPublicKeyData(),
              info.getPrivateKeyAlgorithm().getParameters());
      return pem(new PemObject("EC PRIVATE KEY", key.getEncoded()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  String encryptedTraditional(String password) {
    try {
      return pem(
          new JcaMiscPEMGenerator(
              pair.getPrivate(),
              new JcePEMEncryptorBuilder("AES-256-CBC")
                  .setProvider(new org.bouncycastle.jce.provider.BouncyCastleProvider())
                  .build(password.toCharArray())));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  void pkcs12(Path file, String password) {
    try (OutputStream out = Files.newOutputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "server", pair.getPrivate(), password.toCharArray(), new Certificate[] {certificate});
      store.store(out, password.toCharArray());
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }
}
