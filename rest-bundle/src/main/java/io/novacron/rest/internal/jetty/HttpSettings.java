package io.novacron.rest.internal.jetty;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the HTTP listeners.
 *
 * @param mostConnections most connections at once, 1 to 1,000,000
 * @param idleTimeout after which a connection on which nothing moves is closed, 5 s to 1 h
 * @param tls the listener with TLS; absent when there is none
 */
public record HttpSettings(int mostConnections, Duration idleTimeout, @Nullable TlsSettings tls) {
  static final String MOST_CONNECTIONS = "maxConnections";
  static final String IDLE_TIMEOUT = "idleTimeoutSeconds";

  /** What holds where nothing is set. */
  public static final HttpSettings DEFAULT = new HttpSettings(10_000, Duration.ofSeconds(60), null);

  /**
   * Reads settings, with the defaults for those that are not there.
   *
   * @throws IllegalArgumentException naming the key, its value and what is legal
   */
  public static HttpSettings of(Map<String, ?> properties) {
    return new HttpSettings(
        number(properties, MOST_CONNECTIONS, DEFAULT.mostConnections, 1, 1_000_000),
        Duration.ofSeconds(
            number(properties, IDLE_TIMEOUT, (int) DEFAULT.idleTimeout.toSeconds(), 5, 3600)),
        TlsSettings.of(properties));
  }

  static int number(Map<String, ?> properties, String key, int otherwise, int least, int most) {
    String value = text(properties, key);
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, with the range.
    }
    throw wrong(key, value, least + ".." + most);
  }

  static String text(Map<String, ?> properties, String key) {
    Object value = properties.get(key);
    return value == null ? "" : value.toString().strip();
  }

  static IllegalArgumentException wrong(String key, String value, String legal) {
    return new IllegalArgumentException(
        "key=" + key + " value=\"" + value + "\" legal=\"" + legal + "\"");
  }
}
