package io.novacron.rest.internal.jetty;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.jetty.http2.HTTP2Cipher;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate in force, and the look for another one: files that changed are read again, and
 * what is wrong with them is told while the former certificate stays in force. To be called by one
 * thread at a time.
 */
final class TlsCertificates {
  private static final Logger LOG = LoggerFactory.getLogger(TlsCertificates.class);
  private static final Duration SOON = Duration.ofDays(14);

  private final TlsFiles files;
  private final Clock clock;
  private final SslContextFactory.Server context = new SslContextFactory.Server();
  private final X509Certificate certificate;
  private String seen;

  /**
   * Reads the files for the first time.
   *
   * @throws IllegalArgumentException naming the setting, the file and what is wrong with it
   */
  TlsCertificates(TlsSettings settings, Clock clock) {
    this.files = settings.keys();
    this.clock = clock;
    this.seen = files.fingerprint();
    TlsKey key = files.read();
    take(context, key);
    context.setKeyManagerPassword(new String(TlsFiles.IN_MEMORY));
    context.setIncludeProtocols(settings.protocols());
    context.setCipherComparator(HTTP2Cipher.COMPARATOR);
    context.setUseCipherSuitesOrder(true);
    context.setRenegotiationAllowed(false);
    this.certificate = key.certificate();
  }

  /** Says which certificate is in force. */
  void tell() {
    tell(certificate);
  }

  /** What handshakes are made with. */
  SslContextFactory.Server context() {
    return context;
  }

  /** Looks whether the files changed, and takes what they hold now into use for new handshakes. */
  void check() {
    String now = files.fingerprint();
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      TlsKey key = files.read();
      context.reload(factory -> take((SslContextFactory.Server) factory, key));
      tell(key.certificate());
    } catch (IllegalArgumentException e) {
      LOG.error(
          "TLS files refused pid={} {}; the former certificate stays in force",
          HttpConfigurationKeys.PID,
          e.getMessage());
    } catch (Exception e) {
      LOG.error(
          "TLS files refused pid={}; the former stays in force", HttpConfigurationKeys.PID, e);
    }
  }

  private static void take(SslContextFactory.Server context, TlsKey key) {
    context.setKeyStore(key.store());
  }

  private void tell(X509Certificate certificate) {
    Instant end = certificate.getNotAfter().toInstant();
    LOG.info(
        "TLS certificate in force subject=\"{}\" until={}",
        certificate.getSubjectX500Principal(),
        end);
    if (end.isBefore(clock.instant().plus(SOON))) {
      LOG.warn("TLS certificate is to be replaced: it ends at {}", end);
    }
  }
}
