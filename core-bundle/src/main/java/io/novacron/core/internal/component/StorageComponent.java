package io.novacron.core.internal.component;

import io.novacron.api.health.ReadinessCheck;
import io.novacron.core.internal.space.DiskSpace;
import io.novacron.core.internal.space.DiskWatermark;
import io.novacron.core.internal.space.SpaceSettings;
import io.novacron.core.internal.space.SpaceSettingsReader;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;

/** Watches the disk of the data directory. */
@Component(service = StorageComponent.class, configurationPid = StorageConfiguration.PID)
public final class StorageComponent {
  private final LiveSettings<SpaceSettings> settings =
      new LiveSettings<>(
          StorageConfiguration.PID,
          SpaceSettingsReader.KEYS,
          SpaceSettingsReader::read,
          SpaceSettings.DEFAULT);
  private final DiskWatermark watermark;
  private final ServiceRegistration<ReadinessCheck> readiness;

  @Activate
  public StorageComponent(
      BundleContext bundles, Map<String, Object> properties, @Reference ThreadsComponent threads) {
    settings.update(properties);
    Path data = Path.of(NodeProperties.required(bundles, "novacron.data"));
    watermark = new DiskWatermark(() -> measure(data), settings, threads.timer());
    readiness = bundles.registerService(ReadinessCheck.class, new Readiness(watermark), null);
    watermark.start();
  }

  private static DiskSpace.Measure measure(Path data) throws IOException {
    FileStore disk = Files.getFileStore(data);
    return new DiskSpace.Measure(disk.getTotalSpace(), disk.getUsableSpace());
  }

  @Modified
  void modified(Map<String, Object> properties) {
    settings.update(properties);
  }

  @Deactivate
  void close() {
    readiness.unregister();
    watermark.close();
  }

  DiskWatermark watermark() {
    return watermark;
  }

  private record Readiness(DiskWatermark watermark) implements ReadinessCheck {
    @Override
    public String name() {
      return "disk-space";
    }

    @Override
    public Optional<String> problem() {
      return watermark.problem();
    }
  }
}
