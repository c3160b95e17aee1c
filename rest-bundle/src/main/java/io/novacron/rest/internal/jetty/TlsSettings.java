package io.novacron.rest.internal.jetty;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the listener with TLS is, and where its key is kept.
 *
 * @param host address to listen on
 * @param port port to listen on, 1 to 65535
 * @param keys the files of the key
 * @param leastVersion oldest version of TLS that is spoken, 1.2 or 1.3
 */
public record TlsSettings(String host, int port, TlsFiles keys, String leastVersion) {
  static final String PORT = "tlsPort";
  static final String HOST = "tlsHost";
  static final String CERTIFICATE = "tlsCertificate";
  static final String KEY = "tlsKey";
  static final String KEY_PASSWORD = "tlsKeyPassword";
  static final String KEY_STORE = "tlsKeyStore";
  static final String KEY_STORE_PASSWORD = "tlsKeyStorePassword";
  static final String LEAST_VERSION = "tlsMinVersion";

  private static final List<String> VERSIONS = List.of("1.2", "1.3");

  /** Reads settings; absent when there is no port. */
  static @Nullable TlsSettings of(Map<String, ?> properties) {
    int port = HttpSettings.number(properties, PORT, 0, 0, 65_535);
    String version = HttpSettings.text(properties, LEAST_VERSION);
    if (!version.isEmpty() && !VERSIONS.contains(version)) {
      throw HttpSettings.wrong(LEAST_VERSION, version, "1.2 or 1.3");
    }
    if (port == 0) {
      return null;
    }
    String host = HttpSettings.text(properties, HOST);
    return new TlsSettings(
        host.isEmpty() ? "127.0.0.1" : host,
        port,
        files(properties),
        version.isEmpty() ? VERSIONS.get(0) : version);
  }

  /** The versions of TLS that are spoken, as the JDK names them. */
  String[] protocols() {
    return leastVersion.equals("1.3")
        ? new String[] {"TLSv1.3"}
        : new String[] {"TLSv1.3", "TLSv1.2"};
  }

  private static TlsFiles files(Map<String, ?> properties) {
    Path certificate = path(properties, CERTIFICATE);
    Path key = path(properties, KEY);
    Path store = path(properties, KEY_STORE);
    if (store != null) {
      if (certificate != null || key != null) {
        throw HttpSettings.wrong(
            KEY_STORE,
            store.toString(),
            "either " + KEY_STORE + ", or " + CERTIFICATE + " and " + KEY);
      }
      return new TlsFiles.Store(store, password(properties, KEY_STORE_PASSWORD));
    }
    if (certificate == null || key == null) {
      throw HttpSettings.wrong(
          certificate == null ? CERTIFICATE : KEY,
          "",
          "a file; " + PORT + " needs " + CERTIFICATE + " and " + KEY + ", or " + KEY_STORE);
    }
    return new TlsFiles.Pem(certificate, key, password(properties, KEY_PASSWORD));
  }

  private static @Nullable Path path(Map<String, ?> properties, String key) {
    String text = HttpSettings.text(properties, key);
    try {
      return text.isEmpty() ? null : Path.of(text);
    } catch (InvalidPathException e) {
      throw HttpSettings.wrong(key, text, "a path of a file");
    }
  }

  private static PasswordReference password(Map<String, ?> properties, String key) {
    return PasswordReference.of(key, HttpSettings.text(properties, key));
  }
}
