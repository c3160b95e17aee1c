package io.novacron.core.internal.swap;

import io.novacron.api.provider.ProviderVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at dropped files before they are installed, and remembers those that were refused until
 * they are replaced or removed. Safe for use by many threads.
 */
public final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private final Installed installed;
  private final Map<Path, ProviderVersion> refused = new ConcurrentSkipListMap<>();

  /** Knows which bundles are installed. */
  public interface Installed {
    /**
     * The file, or other place, that a bundle came from.
     *
     * @param name symbolic name
     * @param version version; absent for a bundle that states none
     * @param except a file that does not count
     * @return the name of the file; empty when no such bundle is installed from another
     */
    Optional<String> from(String name, String version, Path except);

    /** Whether a bundle is installed from a file, or was from what it held before. */
    boolean loaded(Path file);
  }

  /**
   * Makes a memory without refusals.
   *
   * @param installed knows which bundles are installed
   */
  public Refusals(Installed installed) {
    this.installed = installed;
  }

  /** Whether a dropped file may be installed; if not, it is listed and logged why. */
  public boolean permit(Path file) {
    DroppedBundle dropped = DroppedBundle.read(file);
    Optional<String> fault = dropped.fault();
    if (fault.isEmpty() && dropped.name() != null) {
      String version = dropped.version() == null ? "0.0.0" : dropped.version();
      fault =
          installed
              .from(dropped.name(), version, file)
              .map(other -> DroppedBundle.repeated(version, other));
    }
    if (fault.isEmpty()) {
      refused.remove(file);
      return true;
    }
    // The container lets go of the former bundle by itself, whatever the file holds now.
    boolean replaced = installed.loaded(file);
    LOG.error(
        "bundle refused file={} error=\"{}\" effect=\"it is not installed; {}\"",
        file,
        fault.get(),
        replaced ? "the bundle that was in this file is gone" : "nothing else changes");
    refused.put(
        file,
        new ProviderVersion(
            null,
            dropped.version(),
            ProviderVersion.State.REFUSED,
            false,
            List.of(),
            String.valueOf(file.getFileName()),
            replaced ? fault.get() + "; the bundle that was in this file is gone" : fault.get()));
    return false;
  }

  /** The files that are refused and still there, by path. */
  public List<ProviderVersion> list() {
    refused.keySet().removeIf(file -> !Files.exists(file));
    return List.copyOf(refused.values());
  }
}
