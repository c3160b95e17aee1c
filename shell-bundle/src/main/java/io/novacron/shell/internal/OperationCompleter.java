package io.novacron.shell.internal;

import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationQuery;
import io.novacron.api.operation.OperationService;
import io.novacron.api.security.Caller;
import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes ids of the newest operations. */
@Service
public final class OperationCompleter extends MemoryCompleter {
  private static final int NEWEST = 100;

  @Override
  Collection<String> words(Caller caller) throws InterruptedException {
    OperationQuery newest = new OperationQuery(null, null, null, null, null, NEWEST, null);
    return Answers.get(services.require(OperationService.class).list(caller, newest), PATIENCE)
        .items()
        .stream()
        .map(Operation::id)
        .toList();
  }
}
