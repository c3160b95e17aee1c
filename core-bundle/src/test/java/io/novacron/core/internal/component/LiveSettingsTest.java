package io.novacron.core.internal.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.core.internal.placement.PlacementSettings;
import io.novacron.core.internal.placement.PlacementSettingsReader;
import io.novacron.core.internal.placement.PriceAgeLimits;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveSettingsTest {
  private final LiveSettings<PlacementSettings> settings =
      new LiveSettings<>(
          PlacementConfiguration.PID,
          PlacementSettingsReader.KEYS,
          PlacementSettingsReader::read,
          PlacementSettings.DEFAULT);

  @Test
  void withoutAFileTheDefaultsHold() {
    settings.update(Map.of("service.pid", PlacementConfiguration.PID));

    assertThat(settings.get().ageLimits()).isEqualTo(new PriceAgeLimits(0, 180));
  }

  @Test
  void whatIsSetHoldsAndWhatIsLeftOutIsTheDefault() {
    settings.update(Map.of("spotPriceAgeDays", "400"));
    assertThat(settings.get().ageLimits()).isEqualTo(new PriceAgeLimits(0, 400));
    assertThat(settings.get().policy()).isEqualTo("cheapest");

    settings.update(Map.of("onDemandPriceAgeDays", "90"));
    assertThat(settings.get().ageLimits()).isEqualTo(new PriceAgeLimits(90, 180));
  }

  @Test
  void wrongSettingsChangeNothing() {
    settings.update(Map.of("spotPriceAgeDays", "400"));

    settings.update(Map.of("spotPriceAgeDays", "-1"));
    settings.update(Map.of("spotPriceAgeDays", "many"));
    settings.update(Map.of("spotPriceAge", "30"));

    assertThat(settings.get().ageLimits()).isEqualTo(new PriceAgeLimits(0, 400));
  }
}
