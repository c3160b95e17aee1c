package io.novacron.shell.internal;

import io.novacron.api.catalog.CatalogService;
import io.novacron.api.catalog.Region;
import io.novacron.api.security.Caller;
import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes cities that have a region. */
@Service
public final class PlaceCompleter extends MemoryCompleter {
  @Override
  Collection<String> words(Caller caller) {
    return services.require(CatalogService.class).current().regions().stream()
        .map(Region::city)
        // A word with a space would be taken for two.
        .filter(city -> city.indexOf(' ') < 0)
        .toList();
  }
}
