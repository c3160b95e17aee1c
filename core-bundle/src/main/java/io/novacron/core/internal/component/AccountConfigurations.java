package io.novacron.core.internal.component;

import io.novacron.core.internal.account.AccountRegistry;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ManagedServiceFactory;

/** Hands the account configurations of the container to the registry. */
final class AccountConfigurations implements ManagedServiceFactory {
  private static final String FILE = "felix.fileinstall.filename";

  private final AccountRegistry registry;
  private final Map<String, String> names = new ConcurrentHashMap<>();

  AccountConfigurations(AccountRegistry registry) {
    this.registry = registry;
  }

  @Override
  public String getName() {
    return "NovaCron accounts";
  }

  @Override
  public void updated(String pid, Dictionary<String, ?> properties) {
    Object file = properties.get(FILE);
    String path = file == null ? null : file.toString();
    String name = AccountFiles.name(pid, path);
    Map<String, String> settings = new HashMap<>();
    for (Enumeration<String> keys = properties.keys(); keys.hasMoreElements(); ) {
      String key = keys.nextElement();
      if (!key.startsWith("felix.")
          && !key.startsWith("service.")
          && !key.equals(Constants.OBJECTCLASS)) {
        settings.put(key, String.valueOf(properties.get(key)));
      }
    }
    names.put(pid, name);
    registry.configure(name, AccountFiles.source(pid, path), settings);
  }

  @Override
  public void deleted(String pid) {
    String name = names.remove(pid);
    if (name != null) {
      registry.unconfigure(name);
    }
  }
}
