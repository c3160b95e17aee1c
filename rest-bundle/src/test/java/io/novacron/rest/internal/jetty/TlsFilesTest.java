package io.novacron.rest.internal.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class TlsFilesTest {
  private static final Certificates RSA = Certificates.of("RSA", "rsa");
  private static final Certificates EC = Certificates.of("EC", "ec");

  @TempDir private Path folder;

  private final Map<String, String> properties = new TreeMap<>();

  @BeforeEach
  void writePassword() throws IOException {
    Files.writeString(folder.resolve("password"), "right\n");
    Files.writeString(folder.resolve("wrong-password"), "wrong\n");
    properties.put("tlsPort", "8443");
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private void pem(String certificate, String key) throws IOException {
    properties.put("tlsCertificate", write("cert.pem", certificate).toString());
    properties.put("tlsKey", write("key.pem", key).toString());
  }

  private TlsKey read() {
    TlsSettings tls = HttpSettings.of(properties).tls();
    assertThat(tls).isNotNull();
    return tls.keys().read();
  }

  static Stream<Arguments> keys() {
    // openssl encrypts EC keys in PKCS #8.
    Stream<Arguments> old =
        Stream.of(
            Arguments.of(
                "encrypted traditional",
                RSA,
                (Function<Certificates, String>) some -> some.encryptedTraditional("right")));
    return Stream.concat(
        old,
        Stream.of(RSA, EC)
            .flatMap(
                each ->
                    Stream.<Arguments>of(
                        Arguments.of(
                            "PKCS #8", each, (Function<Certificates, String>) Certificates::pkcs8),
                        Arguments.of(
                            "traditional",
                            each,
                            (Function<Certificates, String>) Certificates::traditional),
                        Arguments.of(
                            "encrypted PKCS #8",
                            each,
                            (Function<Certificates, String>)
                                some -> some.encryptedPkcs8("right")))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("keys")
  void aKeyInPemIsReadInEachFormThatIsUsual(
      String form, Certificates each, Function<Certificates, String> key) throws IOException {
    pem(each.certificatePem(), key.apply(each));
    properties.put("tlsKeyPassword", "file:" + folder.resolve("password"));

    assertThat(read().certificate()).isEqualTo(each.certificate());
  }

  @Test
  void aKeyStoreIsRead() {
    EC.pkcs12(folder.resolve("store.p12"), "right");
    properties.put("tlsKeyStore", folder.resolve("store.p12").toString());
    properties.put("tlsKeyStorePassword", "file:" + folder.resolve("password"));

    assertThat(read().certificate()).isEqualTo(EC.certificate());
  }

  @Test
  void withoutAPortThereIsNoTls() {
    assertThat(HttpSettings.of(Map.of()).tls()).isNull();
    assertThat(HttpSettings.of(Map.of())).isEqualTo(HttpSettings.DEFAULT);
  }

  private void refused(String key, String... parts) {
    assertThatThrownBy(this::read)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("key=" + key + " value=")
        .hasMessageContainingAll(parts);
  }

  @Test
  void whatIsWrongWithTheFilesIsToldWithItsSettingAndFile() throws IOException {
    refused("tlsCertificate", "tlsKeyStore");
    properties.put("tlsCertificate", folder.resolve("none.pem").toString());
    refused("tlsKey", "needs");
    properties.put("tlsKey", write("key.pem", RSA.pkcs8()).toString());
    refused("tlsCertificate", "none.pem", "a file that exists");

    pem("no PEM at all", RSA.pkcs8());
    refused("tlsCertificate", "cert.pem", "with a certificate");
    pem(RSA.certificatePem().substring(0, 200), RSA.pkcs8());
    refused("tlsCertificate", "in PEM that is whole");
    pem(new StringBuilder(RSA.certificatePem()).insert(100, '!').toString(), RSA.pkcs8());
    refused("tlsCertificate", "cert.pem", "in PEM that is whole");
    pem(RSA.certificatePem(), new StringBuilder(RSA.pkcs8()).insert(100, '!').toString());
    refused("tlsKey", "key.pem", "in PEM that is whole");
    pem(RSA.certificatePem() + EC.certificatePem(), RSA.pkcs8());
    refused("tlsCertificate", "the server's certificate first");
    pem(RSA.certificatePem() + RSA.certificatePem(), RSA.pkcs8());
    refused("tlsCertificate", "the server's certificate first");
    pem(RSA.certificatePem(), EC.certificatePem());
    refused("tlsKey", "with a private key");
    pem(RSA.certificatePem(), EC.pkcs8());
    refused("tlsKey", "the key of the first certificate", "CN=rsa");
    pem(RSA.certificatePem(), Certificates.of("RSA", "other").pkcs8());
    refused("tlsKey", "the key of the first certificate");
    pem(RSA.certificatePem(), RSA.encryptedPkcs8("right"));
    refused("tlsKey", "tlsKeyPassword");
    properties.put("tlsKeyPassword", "file:" + folder.resolve("wrong-password"));
    refused("tlsKeyPassword", "the password of", "key.pem");
    pem(RSA.certificatePem(), RSA.encryptedTraditional("right"));
    refused("tlsKeyPassword", "the password of", "key.pem");
    properties.put("tlsKeyPassword", "file:" + folder.resolve("nowhere"));
    refused("tlsKeyPassword", "a file that can be read");
    properties.put("tlsKeyPassword", "env:NO_SUCH_VARIABLE_IS_SET");
    refused("tlsKeyPassword", "holds a password");

    properties.put("tlsKeyStore", write("store.p12", "not a store").toString());
    refused("tlsKeyStore", "either");
    properties.remove("tlsCertificate");
    properties.remove("tlsKey");
    properties.put("tlsKeyStorePassword", "file:" + folder.resolve("password"));
    refused("tlsKeyStore", "a PKCS #12 file");
    RSA.pkcs12(folder.resolve("store.p12"), "another");
    refused("tlsKeyStorePassword", "the password of", "store.p12");
  }

  @Test
  void aPasswordInThePlaceOfItsReferenceIsRefusedAndNotRepeated() {
    properties.put("tlsKeyStore", "store.p12");
    properties.put("tlsKeyStorePassword", "hunter2");

    assertThatThrownBy(this::read)
        .hasMessageContainingAll("tlsKeyStorePassword", "file:/path or env:NAME")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @CsvSource({
    "maxConnections,0,1..1000000",
    "idleTimeoutSeconds,4,5..3600",
    "tlsPort,65536,0..65535",
    "tlsMinVersion,1.1,1.2 or 1.3",
  })
  void aSettingOutOfRangeIsRefusedWithItsKeyAndRange(String key, String value, String range) {
    assertThatThrownBy(() -> HttpSettings.of(Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(key, value, range);
  }
}
