package io.novacron.shell.internal;

import io.novacron.api.machine.MachineQuery;
import io.novacron.api.machine.MachineService;
import io.novacron.api.security.Caller;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes names and ids of the newest machines. */
@Service
public final class MachineCompleter extends MemoryCompleter {
  private static final int NEWEST = 1000;

  @Override
  Collection<String> words(Caller caller) throws InterruptedException {
    MachineQuery newest = new MachineQuery(null, null, null, null, Map.of(), NEWEST, null);
    return Answers.get(services.require(MachineService.class).list(caller, newest), PATIENCE)
        .items()
        .stream()
        .flatMap(machine -> Stream.of(machine.name(), machine.id()))
        .toList();
  }
}
