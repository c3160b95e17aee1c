package io.novacron.core.internal.component;

import io.novacron.core.internal.placement.PriceAgeLimits;
import io.novacron.core.internal.placement.PriceAgeLimitsReader;
import java.util.Map;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;

/** Keeps the settings of placement up to date. */
@Component(service = PlacementComponent.class, configurationPid = PlacementConfiguration.PID)
public final class PlacementComponent {
  private final LiveSettings<PriceAgeLimits> settings =
      new LiveSettings<>(
          PlacementConfiguration.PID,
          PriceAgeLimitsReader.KEYS,
          PriceAgeLimitsReader::read,
          PriceAgeLimits.DEFAULT);

  @Activate
  public PlacementComponent(Map<String, Object> properties) {
    settings.update(properties);
  }

  @Modified
  void modified(Map<String, Object> properties) {
    settings.update(properties);
  }

  Supplier<PriceAgeLimits> ageLimits() {
    return settings;
  }
}
