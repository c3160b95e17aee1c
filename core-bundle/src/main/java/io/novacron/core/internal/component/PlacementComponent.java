package io.novacron.core.internal.component;

import io.novacron.core.internal.placement.PlacementSettings;
import io.novacron.core.internal.placement.PlacementSettingsReader;
import java.util.Map;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;

/** Keeps the settings of placement up to date. */
@Component(service = PlacementComponent.class, configurationPid = PlacementConfiguration.PID)
public final class PlacementComponent {
  private final LiveSettings<PlacementSettings> settings =
      new LiveSettings<>(
          PlacementConfiguration.PID,
          PlacementSettingsReader.KEYS,
          PlacementSettingsReader::read,
          PlacementSettings.DEFAULT);

  @Activate
  public PlacementComponent(Map<String, Object> properties) {
    settings.update(properties);
  }

  @Modified
  void modified(Map<String, Object> properties) {
    settings.update(properties);
  }

  Supplier<PlacementSettings> settings() {
    return settings;
  }
}
