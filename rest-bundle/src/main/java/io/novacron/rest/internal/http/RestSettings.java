package io.novacron.rest.internal.http;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the REST face.
 *
 * @param mostRequests most requests under way at once, 1 to 100,000
 * @param mostWaiting most requests that wait for an operation at once, 0 to 100,000
 * @param mostStreams most event streams and WebSockets that are open at once, 0 to 1,000,000
 * @param timeout how long a service may take to answer, 1 s to 5 min
 * @param bodyTimeout how long the body of a request may take to come, 1 s to 1 h
 * @param heartbeat how long an event stream may be silent, 1 s to 1 min
 * @param callerRate requests per second that one caller may make in the long run, 1 to 1,000,000; 0
 *     for no limit
 * @param callerBurst requests that one caller may make at once, 1 to 1,000,000
 * @param allowedOrigins origins whose pages may read answers in a browser; none at first
 */
public record RestSettings(
    int mostRequests,
    int mostWaiting,
    int mostStreams,
    Duration timeout,
    Duration bodyTimeout,
    Duration heartbeat,
    int callerRate,
    int callerBurst,
    List<String> allowedOrigins) {
  public static final String MOST_REQUESTS = "maxConcurrentRequests";
  public static final String MOST_WAITING = "maxWaitingRequests";
  public static final String MOST_STREAMS = "maxEventStreams";
  public static final String TIMEOUT = "requestTimeoutSeconds";
  public static final String BODY_TIMEOUT = "bodyTimeoutSeconds";
  public static final String HEARTBEAT = "eventHeartbeatSeconds";
  public static final String CALLER_RATE = "callerRequestsPerSecond";
  public static final String CALLER_BURST = "callerBurst";
  public static final String ALLOWED_ORIGINS = "allowedOrigins";

  /** What holds where nothing is set. */
  public static final RestSettings DEFAULT =
      new RestSettings(
          512,
          2000,
          2000,
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(15),
          1000,
          2000,
          List.of());

  private static final Pattern ORIGIN =
      Pattern.compile(
          "(?i)\\*|https?://[A-Za-z0-9*._-]+(:[0-9]{1,5})?|https?://\\[[0-9a-fA-F:.]+](:[0-9]{1,5})?");

  /** Copies the list. */
  public RestSettings {
    allowedOrigins = List.copyOf(allowedOrigins);
  }

  /**
   * Reads settings, with the defaults for those that are not there.
   *
   * @throws IllegalArgumentException naming the key, its value and the legal range
   */
  public static RestSettings of(Map<String, ?> properties) {
    return new RestSettings(
        number(properties, MOST_REQUESTS, DEFAULT.mostRequests, 1, 100_000),
        number(properties, MOST_WAITING, DEFAULT.mostWaiting, 0, 100_000),
        number(properties, MOST_STREAMS, DEFAULT.mostStreams, 0, 1_000_000),
        Duration.ofSeconds(number(properties, TIMEOUT, (int) DEFAULT.timeout.toSeconds(), 1, 300)),
        Duration.ofSeconds(
            number(properties, BODY_TIMEOUT, (int) DEFAULT.bodyTimeout.toSeconds(), 1, 3600)),
        Duration.ofSeconds(
            number(properties, HEARTBEAT, (int) DEFAULT.heartbeat.toSeconds(), 1, 60)),
        number(properties, CALLER_RATE, DEFAULT.callerRate, 0, 1_000_000),
        number(properties, CALLER_BURST, DEFAULT.callerBurst, 1, 1_000_000),
        origins(properties.get(ALLOWED_ORIGINS)));
  }

  private static List<String> origins(@Nullable Object value) {
    Stream<String> given =
        value == null
            ? Stream.empty()
            : value instanceof String[] several
                ? Arrays.stream(several)
                : Arrays.stream(value.toString().split(",", -1));
    List<String> origins = given.map(String::strip).filter(text -> !text.isEmpty()).toList();
    for (String origin : origins) {
      if (!ORIGIN.matcher(origin).matches()) {
        throw new IllegalArgumentException(
            "key="
                + ALLOWED_ORIGINS
                + " value=\""
                + origin
                + "\" legal=\"* or origins such as https://console.example.com or"
                + " https://*.example.com:8443, separated by commas\"");
      }
    }
    return origins.stream().map(RestSettings::asBrowsersSend).toList();
  }

  /** In lower case and without the port that its scheme implies. */
  private static String asBrowsersSend(String origin) {
    String lower = origin.toLowerCase(Locale.ROOT);
    String port = lower.startsWith("https:") ? ":443" : ":80";
    return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
  }

  private static int number(
      Map<String, ?> properties, String key, int otherwise, int least, int most) {
    Object value = properties.get(key);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value.toString().strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, with the range.
    }
    throw new IllegalArgumentException(
        "key=" + key + " value=\"" + value + "\" legal=" + least + ".." + most);
  }
}
