package io.novacron.core.internal.component;

import io.novacron.core.internal.inventory.InventorySettings;
import io.novacron.core.internal.inventory.InventorySettingsReader;
import java.util.Map;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;

/** Knows how often the clouds are listed. */
@Component(service = InventoryComponent.class, configurationPid = InventoryConfiguration.PID)
public final class InventoryComponent {
  private final LiveSettings<InventorySettings> settings =
      new LiveSettings<>(
          InventoryConfiguration.PID,
          InventorySettingsReader.KEYS,
          InventorySettingsReader::read,
          InventorySettings.DEFAULT);

  @Activate
  public InventoryComponent(Map<String, Object> properties) {
    settings.update(properties);
  }

  @Modified
  void modified(Map<String, Object> properties) {
    settings.update(properties);
  }

  Supplier<InventorySettings> settings() {
    return settings;
  }
}
