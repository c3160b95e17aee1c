package io.novacron.shell.internal;

import io.novacron.api.catalog.CatalogService;
import io.novacron.api.catalog.Region;
import io.novacron.api.security.Caller;
import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes ids of regions. */
@Service
public final class RegionCompleter extends MemoryCompleter {
  @Override
  Collection<String> words(Caller caller) {
    return services.require(CatalogService.class).current().regions().stream()
        .map(Region::id)
        .toList();
  }
}
