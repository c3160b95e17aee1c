package io.novacron.shell.internal;

import io.novacron.api.inventory.Drift;
import io.novacron.api.inventory.DriftQuery;
import io.novacron.api.inventory.DriftService;
import io.novacron.api.security.Caller;
import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes ids of differences. */
@Service
public final class DriftCompleter extends MemoryCompleter {
  @Override
  Collection<String> words(Caller caller) throws InterruptedException {
    return Answers.get(
            services.require(DriftService.class).list(caller, DriftQuery.open()), PATIENCE)
        .items()
        .stream()
        .map(Drift::id)
        .toList();
  }
}
