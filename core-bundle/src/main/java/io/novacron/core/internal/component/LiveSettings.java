package io.novacron.core.internal.component;

import io.novacron.core.internal.account.SettingsValidator;
import io.novacron.core.internal.operation.OperationSettings;
import io.novacron.core.internal.operation.OperationSettingsReader;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings of operations in force. Wrong ones are refused and change nothing. Thread-safe. */
final class LiveSettings implements Supplier<OperationSettings> {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSettings.class);
  private static final String FILE = "felix.fileinstall.filename";

  private volatile OperationSettings current = OperationSettings.DEFAULT;

  @Override
  public OperationSettings get() {
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
    SettingsValidator.Result result =
        SettingsValidator.validate(given, OperationSettingsReader.KEYS);
    if (result.errors().isEmpty()) {
      current = OperationSettingsReader.read(result.settings());
      return;
    }
    LOG.error(
        "configuration refused pid={} file={} error=\"{}\" effect=\"the former settings stay in force\"",
        OperationsConfiguration.PID,
        properties.get(FILE),
        String.join("; ", result.errors()));
  }
}
