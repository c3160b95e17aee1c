package io.novacron.security.internal;

import java.nio.file.Path;
import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import org.apache.karaf.jaas.boot.ProxyLoginModule;
import org.apache.karaf.jaas.config.JaasRealm;
import org.apache.karaf.jaas.modules.publickey.PublickeyLoginModule;
import org.osgi.framework.BundleContext;

/** The realm {@code novacron}, which admits to the shell by public key and nothing else. */
final class ShellRealm implements JaasRealm {
  private final BundleContext bundles;
  private final Path users;

  ShellRealm(BundleContext bundles, Path users) {
    this.bundles = bundles;
    this.users = users;
  }

  @Override
  public String getName() {
    return "novacron";
  }

  @Override
  public int getRank() {
    return 0;
  }

  @Override
  public AppConfigurationEntry[] getEntries() {
    // The proxy finds the login module through this bundle's class loader.
    Map<String, Object> options =
        Map.of(
            ProxyLoginModule.PROPERTY_MODULE,
            PublickeyLoginModule.class.getName(),
            ProxyLoginModule.PROPERTY_BUNDLE,
            Long.toString(bundles.getBundle().getBundleId()),
            BundleContext.class.getName(),
            bundles,
            "users",
            users.toString());
    return new AppConfigurationEntry[] {
      new AppConfigurationEntry(
          ProxyLoginModule.class.getName(), LoginModuleControlFlag.REQUIRED, options)
    };
  }
}
