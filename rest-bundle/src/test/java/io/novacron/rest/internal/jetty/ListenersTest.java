package io.novacron.rest.internal.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ListenersTest {
  private static final Certificates FIRST = Certificates.of("EC", "first");
  private static final Certificates SECOND = Certificates.of("RSA", "second");

  @TempDir private Path folder;

  private final Server server = new Server();

  /** Answers with the protocol that was spoken. */
  private static final class Protocol extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      String text = request.getConnectionMetaData().getProtocol() + " " + request.isSecure();
      Content.Sink.write(response, true, text, callback);
      return true;
    }
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private ServerConnector start(ServerConnector connector) throws Exception {
    server.addConnector(connector);
    server.setHandler(new Protocol());
    server.start();
    return connector;
  }

  private void write(Certificates certificates) throws IOException {
    Files.writeString(folder.resolve("cert.pem"), certificates.certificatePem());
    Files.writeString(folder.resolve("key.pem"), certificates.pkcs8());
  }

  private TlsCertificates certificates(String leastVersion) {
    return certificates(
        Map.of(
            "tlsPort",
            "8443",
            "tlsCertificate",
            folder.resolve("cert.pem").toString(),
            "tlsKey",
            folder.resolve("key.pem").toString(),
            "tlsMinVersion",
            leastVersion));
  }

  private static TlsCertificates certificates(Map<String, String> properties) {
    return new TlsCertificates(
        Objects.requireNonNull(HttpSettings.of(properties).tls()), Clock.systemUTC());
  }

  private static SSLContext trusting(Certificates... trusted) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (Certificates each : trusted) {
      store.setCertificateEntry(each.certificate().toString(), each.certificate());
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  private static String get(HttpClient.Builder client, String scheme, int port) throws Exception {
    return client
        .build()
        .send(
            HttpRequest.newBuilder(URI.create(scheme + "://127.0.0.1:" + port + "/")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** The certificate that a handshake of this version is made with. */
  private static X509Certificate shown(int port, String version) throws Exception {
    SSLContext context = trusting(FIRST, SECOND);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  @Test
  void plainConnectionsSpeakBothVersionsOfHttp() throws Exception {
    int port =
        start(new Listeners(HttpSettings.DEFAULT).plain(server, "127.0.0.1", 0)).getLocalPort();

    assertThat(get(HttpClient.newBuilder().version(HttpClient.Version.HTTP_2), "http", port))
        .isEqualTo("HTTP/2.0 false");
    assertThat(get(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1), "http", port))
        .isEqualTo("HTTP/1.1 false");
  }

  @Test
  void overTlsTheClientChoosesTheVersionOfHttp() throws Exception {
    write(FIRST);
    int port =
        start(
                new Listeners(HttpSettings.DEFAULT)
                    .secure(server, certificates("1.2"), "127.0.0.1", 0))
            .getLocalPort();
    SSLContext context = trusting(FIRST);

    assertThat(
            get(
                HttpClient.newBuilder().sslContext(context).version(HttpClient.Version.HTTP_2),
                "https",
                port))
        .isEqualTo("HTTP/2.0 true");
    assertThat(
            get(
                HttpClient.newBuilder().sslContext(context).version(HttpClient.Version.HTTP_1_1),
                "https",
                port))
        .isEqualTo("HTTP/1.1 true");
  }

  @Test
  void anOlderVersionOfTlsThanTheLeastIsRefused() throws Exception {
    write(FIRST);
    int port =
        start(
                new Listeners(HttpSettings.DEFAULT)
                    .secure(server, certificates("1.3"), "127.0.0.1", 0))
            .getLocalPort();

    assertThat(shown(port, "TLSv1.3")).isEqualTo(FIRST.certificate());
    assertThatThrownBy(() -> shown(port, "TLSv1.2")).isInstanceOf(SSLException.class);
  }

  @Test
  void theLeastVersionOfTlsIsOnePointTwoUnlessItIsSet() throws Exception {
    write(FIRST);
    TlsCertificates certificates = certificates("1.2");
    int port =
        start(new Listeners(HttpSettings.DEFAULT).secure(server, certificates, "127.0.0.1", 0))
            .getLocalPort();

    assertThat(shown(port, "TLSv1.2")).isEqualTo(FIRST.certificate());
    assertThat(certificates.context().getSslContext().getDefaultSSLParameters()).isNotNull();
    assertThat(certificates.context().newSSLEngine().getEnabledProtocols())
        .containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
  }

  @Test
  void filesThatChangeAreInForceAtTheNextHandshakeAndWrongOnesNever() throws Exception {
    write(FIRST);
    TlsCertificates certificates = certificates("1.2");
    int port =
        start(new Listeners(HttpSettings.DEFAULT).secure(server, certificates, "127.0.0.1", 0))
            .getLocalPort();
    assertThat(shown(port, "TLSv1.3")).isEqualTo(FIRST.certificate());

    // Half of a change: the certificate is there, and its key not yet.
    Files.writeString(folder.resolve("cert.pem"), SECOND.certificatePem());
    certificates.check();
    assertThat(shown(port, "TLSv1.3")).isEqualTo(FIRST.certificate());

    Files.writeString(folder.resolve("key.pem"), SECOND.pkcs8());
    certificates.check();
    assertThat(shown(port, "TLSv1.3")).isEqualTo(SECOND.certificate());

    Files.delete(folder.resolve("key.pem"));
    certificates.check();
    assertThat(shown(port, "TLSv1.3")).isEqualTo(SECOND.certificate());
  }

  @Test
  void aKeyStoreIsInForceOnceItsPasswordFollows() throws Exception {
    Path store = folder.resolve("store.p12");
    Path password = Files.writeString(folder.resolve("password"), "former");
    FIRST.pkcs12(store, "former");
    TlsCertificates certificates =
        certificates(
            Map.of(
                "tlsPort",
                "8443",
                "tlsKeyStore",
                store.toString(),
                "tlsKeyStorePassword",
                "file:" + password));
    int port =
        start(new Listeners(HttpSettings.DEFAULT).secure(server, certificates, "127.0.0.1", 0))
            .getLocalPort();

    SECOND.pkcs12(store, "latter");
    certificates.check();
    assertThat(shown(port, "TLSv1.3")).isEqualTo(FIRST.certificate());

    Files.writeString(password, "latter");
    certificates.check();
    assertThat(shown(port, "TLSv1.3")).isEqualTo(SECOND.certificate());
  }

  @Test
  void aKeyInPemIsInForceOnceItsPasswordFollows() throws Exception {
    write(FIRST);
    Path password = folder.resolve("password");
    TlsCertificates certificates =
        certificates(
            Map.of(
                "tlsPort",
                "8443",
                "tlsCertificate",
                folder.resolve("cert.pem").toString(),
                "tlsKey",
                folder.resolve("key.pem").toString(),
                "tlsKeyPassword",
                "file:" + password));
    int port =
        start(new Listeners(HttpSettings.DEFAULT).secure(server, certificates, "127.0.0.1", 0))
            .getLocalPort();

    Files.writeString(folder.resolve("cert.pem"), SECOND.certificatePem());
    Files.writeString(folder.resolve("key.pem"), SECOND.encryptedPkcs8("latter"));
    certificates.check();
    assertThat(shown(port, "TLSv1.3")).isEqualTo(FIRST.certificate());

    Files.writeString(password, "latter");
    certificates.check();
    assertThat(shown(port, "TLSv1.3")).isEqualTo(SECOND.certificate());
  }

  @Test
  void noMoreConnectionsAreTakenThanAreSetAndTheBoundMoves() throws Exception {
    Listeners listeners =
        new Listeners(HttpSettings.of(Map.of("maxConnections", "2", "idleTimeoutSeconds", "60")));
    int port = start(listeners.plain(server, "127.0.0.1", 0)).getLocalPort();
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 2; i++) {
        open.add(ask(port));
        assertThat(line(open.get(i))).startsWith("HTTP/1.1 200");
      }
      Socket third = ask(port);
      open.add(third);
      third.setSoTimeout(300);
      assertThatThrownBy(() -> line(third)).isInstanceOf(IOException.class);

      listeners.settings(HttpSettings.of(Map.of("maxConnections", "5")));
      open.get(0).close();
      third.setSoTimeout(20_000);
      assertThat(line(third)).startsWith("HTTP/1.1 200");
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  @Test
  void aConnectionOnWhichNothingMovesIsClosed() throws Exception {
    Listeners listeners = new Listeners(new HttpSettings(100, Duration.ofMillis(200), null));
    int port = start(listeners.plain(server, "127.0.0.1", 0)).getLocalPort();

    try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), port);
        Socket half = new Socket(InetAddress.getLoopbackAddress(), port)) {
      half.getOutputStream().write("GET / HTTP/1.1\r\nHo".getBytes(StandardCharsets.US_ASCII));
      silent.setSoTimeout(20_000);
      half.setSoTimeout(20_000);
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
      half.getInputStream().readAllBytes();
    }
  }

  private static Socket ask(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    OutputStream out = socket.getOutputStream();
    out.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return socket;
  }

  private static String line(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder text = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\r'; next = in.read()) {
      text.append((char) next);
    }
    return text.toString();
  }
}
