package io.novacron.rest.internal.http;

import java.time.Duration;
import java.util.Map;

/**
 * The settings of the REST face.
 *
 * @param mostRequests most requests under way at once, 1 to 100,000
 * @param mostWaiting most requests that wait for an operation at once, 0 to 100,000
 * @param timeout how long a service may take to answer, 1 s to 5 min
 * @param heartbeat how long an event stream may be silent, 1 s to 1 min
 */
public record RestSettings(
    int mostRequests, int mostWaiting, Duration timeout, Duration heartbeat) {
  public static final String MOST_REQUESTS = "maxConcurrentRequests";
  public static final String MOST_WAITING = "maxWaitingRequests";
  public static final String TIMEOUT = "requestTimeoutSeconds";

  public static final String HEARTBEAT = "eventHeartbeatSeconds";

  /** What holds where nothing is set. */
  public static final RestSettings DEFAULT =
      new RestSettings(512, 2000, Duration.ofSeconds(30), Duration.ofSeconds(15));

  /**
   * Reads settings, with the defaults for those that are not there.
   *
   * @throws IllegalArgumentException naming the key, its value and the legal range
   */
  public static RestSettings of(Map<String, ?> properties) {
    return new RestSettings(
        number(properties, MOST_REQUESTS, DEFAULT.mostRequests, 1, 100_000),
        number(properties, MOST_WAITING, DEFAULT.mostWaiting, 0, 100_000),
        Duration.ofSeconds(number(properties, TIMEOUT, (int) DEFAULT.timeout.toSeconds(), 1, 300)),
        Duration.ofSeconds(
            number(properties, HEARTBEAT, (int) DEFAULT.heartbeat.toSeconds(), 1, 60)));
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
