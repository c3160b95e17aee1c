package io.novacron.core.internal.component;

import io.novacron.api.provider.ConfigurationKey;
import io.novacron.core.internal.account.SettingsValidator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings of one PID in force. Wrong ones are refused and change nothing. Thread-safe. */
final class LiveSettings<T> implements Supplier<T> {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSettings.class);
  private static final String FILE = "felix.fileinstall.filename";

  private final String pid;
  private final List<ConfigurationKey> keys;
  private final Function<Map<String, String>, T> reader;
  private volatile T current;

  /**
   * Begins with the defaults.
   *
   * @param keys what is legal
   * @param reader makes settings of legal values that are complete with defaults
   */
  LiveSettings(
      String pid,
      List<ConfigurationKey> keys,
      Function<Map<String, String>, T> reader,
      T defaults) {
    this.pid = pid;
    this.keys = keys;
    this.reader = reader;
    this.current = defaults;
  }

  @Override
  public T get() {
    return current;
  }

  /** Puts settings in force, unless one of them is wrong. */
  void update(Map<String, Object> properties) {
    Map<String, String> given = new HashMap<>();
    properties.forEach(
        (key, value) -> {
          boolean container =
              key.startsWith("felix.")
                  || key.startsWith("service.")
                  || key.startsWith("component.")
                  || key.startsWith("osgi.ds.");
          if (!container) {
            given.put(key, String.valueOf(value));
          }
        });
    SettingsValidator.Result result = SettingsValidator.validate(given, keys);
    if (result.errors().isEmpty()) {
      current = reader.apply(result.settings());
      return;
    }
    LOG.error(
        "configuration refused pid={} file={} error=\"{}\" effect=\"the former settings stay in"
            + " force\"",
        pid,
        properties.get(FILE),
        String.join("; ", result.errors()));
  }
}
