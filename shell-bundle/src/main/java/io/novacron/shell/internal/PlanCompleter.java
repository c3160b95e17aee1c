package io.novacron.shell.internal;

import io.novacron.api.plan.Plan;
import io.novacron.api.plan.PlanService;
import io.novacron.api.security.Caller;
import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes ids of the caller's newest plans. */
@Service
public final class PlanCompleter extends MemoryCompleter {
  private static final int NEWEST = 100;

  @Override
  Collection<String> words(Caller caller) throws InterruptedException {
    return Answers.get(services.require(PlanService.class).list(caller, NEWEST, null), PATIENCE)
        .items()
        .stream()
        .map(Plan::id)
        .toList();
  }
}
