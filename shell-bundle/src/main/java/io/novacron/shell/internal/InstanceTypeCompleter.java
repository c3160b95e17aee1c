package io.novacron.shell.internal;

import io.novacron.api.catalog.CatalogService;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.security.Caller;
import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes the clouds' own names of instance types. */
@Service
public final class InstanceTypeCompleter extends MemoryCompleter {
  @Override
  Collection<String> words(Caller caller) {
    return services.require(CatalogService.class).current().instanceTypes().stream()
        .map(InstanceType::name)
        .toList();
  }
}
