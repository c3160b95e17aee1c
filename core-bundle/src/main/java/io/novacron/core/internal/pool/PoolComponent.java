package io.novacron.core.internal.pool;

import io.novacron.api.packing.HostPools;
import io.novacron.api.packing.PoolOccupancy;
import io.novacron.core.internal.packing.PackedPool;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the pool that {@code novacron.pool} names to the container. The file is read once, when
 * the node starts. With a wrong file there is no pool, and the log says all that is wrong.
 */
@Component(service = {HostPools.class, PoolComponent.class})
public final class PoolComponent implements HostPools {
  private static final Logger LOG = LoggerFactory.getLogger(PoolComponent.class);
  private static final String OFF = "off";

  private final @Nullable StatedPool stated;
  private final List<PoolOccupancy> empty;

  /** Reads the file. */
  @Activate
  public PoolComponent(BundleContext bundles) {
    stated = read(bundles.getProperty("novacron.pool"), bundles.getProperty("karaf.etc"));
    empty = stated == null ? List.of() : List.of(PackedPool.empty(stated.definition()));
  }

  @Override
  public List<PoolOccupancy> empty() {
    return empty;
  }

  /** What the file says; empty when no pool is stated. */
  public Optional<StatedPool> stated() {
    return Optional.ofNullable(stated);
  }

  private static @Nullable StatedPool read(@Nullable String setting, @Nullable String etc) {
    if (setting == null || setting.isBlank() || setting.trim().equals(OFF)) {
      return null;
    }
    Path file = Path.of(etc == null ? "" : etc).resolve(setting.trim());
    try {
      StatedPool pool = PoolFile.read(file);
      LOG.info(
          "pool read pool={} file={} hosts={} racks={} types={} region={}",
          pool.definition().name(),
          file,
          pool.definition().hosts().size(),
          pool.definition().domains().size(),
          pool.types().size(),
          pool.region().id());
      return pool;
    } catch (PoolFileException e) {
      LOG.error(
          "pool refused file={} error=\"{}\" effect=\"there is no pool until the file is mended and NovaCron started again\"",
          file,
          e.getMessage());
      return null;
    }
  }
}
