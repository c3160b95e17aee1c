package io.novacron.shell.internal;

import io.novacron.api.policy.Policy;
import io.novacron.api.policy.PolicyService;
import io.novacron.api.security.Caller;
import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes names of policies. */
@Service
public final class PolicyCompleter extends MemoryCompleter {
  private static final int MOST = 1000;

  @Override
  Collection<String> words(Caller caller) throws InterruptedException {
    return Answers.get(services.require(PolicyService.class).list(caller, MOST, null), PATIENCE)
        .items()
        .stream()
        .map(Policy::name)
        .toList();
  }
}
