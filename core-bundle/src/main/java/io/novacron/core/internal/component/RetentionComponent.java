package io.novacron.core.internal.component;

import io.novacron.core.internal.retention.RetentionSettings;
import io.novacron.core.internal.retention.RetentionSettingsReader;
import java.util.Map;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;

/** Knows how long records are kept. */
@Component(service = RetentionComponent.class, configurationPid = RetentionConfiguration.PID)
public final class RetentionComponent {
  private final LiveSettings<RetentionSettings> settings =
      new LiveSettings<>(
          RetentionConfiguration.PID,
          RetentionSettingsReader.KEYS,
          RetentionSettingsReader::read,
          RetentionSettings.DEFAULT);

  @Activate
  public RetentionComponent(Map<String, Object> properties) {
    settings.update(properties);
  }

  @Modified
  void modified(Map<String, Object> properties) {
    settings.update(properties);
  }

  Supplier<RetentionSettings> settings() {
    return settings;
  }
}
