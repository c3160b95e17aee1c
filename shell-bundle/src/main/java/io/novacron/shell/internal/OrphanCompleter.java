package io.novacron.shell.internal;

import io.novacron.api.inventory.Orphan;
import io.novacron.api.inventory.OrphanKind;
import io.novacron.api.inventory.OrphanQuery;
import io.novacron.api.inventory.OrphanService;
import io.novacron.api.security.Caller;
import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes ids of orphans. */
@Service
public final class OrphanCompleter extends MemoryCompleter {
  private static final int MOST = 1000;

  @Override
  Collection<String> words(Caller caller) throws InterruptedException {
    OrphanQuery query = new OrphanQuery(null, OrphanKind.ORPHAN, null, null, MOST, null);
    return Answers.get(services.require(OrphanService.class).list(caller, query), PATIENCE)
        .items()
        .stream()
        .map(Orphan::id)
        .toList();
  }
}
