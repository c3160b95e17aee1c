package io.novacron.core.internal.component;

import io.novacron.core.internal.swap.Refusals;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.felix.fileinstall.ArtifactListener;
import org.apache.felix.fileinstall.ArtifactUrlTransformer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Stands before the container's own handling of bundles in {@code deploy/}: what could disturb
 * others is not installed at all.
 */
@Component(
    immediate = true,
    service = {ArtifactListener.class, ArtifactUrlTransformer.class, DeployComponent.class},
    property = "service.ranking:Integer=1000")
public final class DeployComponent implements ArtifactUrlTransformer {
  private final BundleContext bundles;
  private final Path directory;
  private final Refusals refusals;

  @Activate
  public DeployComponent(BundleContext bundles) {
    this.bundles = bundles;
    this.directory =
        Path.of(NodeProperties.required(bundles, "karaf.base")).resolve("deploy").toAbsolutePath();
    this.refusals = new Refusals(new Deployed());
  }

  Refusals refusals() {
    return refusals;
  }

  @Override
  public boolean canHandle(File file) {
    return file.getName().endsWith(".jar")
        && directory.equals(file.toPath().toAbsolutePath().getParent());
  }

  /** The same place when the file may be installed; null, which the container skips, if not. */
  @Override
  public @Nullable URL transform(URL artifact) {
    return refusals.permit(Path.of(URI.create(artifact.toString()))) ? artifact : null;
  }

  /** What the container has installed from the folder and elsewhere. */
  private final class Deployed implements Refusals.Installed {
    @Override
    public Optional<String> from(String name, String version, Path except) {
      Version wanted = Version.parseVersion(version);
      for (Bundle bundle : bundles.getBundles()) {
        if (name.equals(bundle.getSymbolicName())
            && wanted.equals(bundle.getVersion())
            && !isFrom(bundle, except)) {
          String location = bundle.getLocation();
          return Optional.of(location.substring(location.lastIndexOf('/') + 1));
        }
      }
      return Optional.empty();
    }

    @Override
    public boolean loaded(Path file) {
      for (Bundle bundle : bundles.getBundles()) {
        if (isFrom(bundle, file)) {
          return true;
        }
      }
      return false;
    }

    private boolean isFrom(Bundle bundle, Path file) {
      return bundle.getLocation().endsWith("/deploy/" + file.getFileName());
    }
  }
}
