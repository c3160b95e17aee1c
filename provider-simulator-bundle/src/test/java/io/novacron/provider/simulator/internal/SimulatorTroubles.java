package io.novacron.provider.simulator.internal;

import io.novacron.api.error.Category;
import io.novacron.api.provider.FaultRequest;
import io.novacron.api.provider.FaultSwitch;
import io.novacron.provider.tck.Troubles;
import java.util.Map;

/** Troubles by faults. */
record SimulatorTroubles(FaultSwitch faults) implements Troubles {
  @Override
  public void refuseCreates(Category category, Runnable attempt) {
    String name =
        switch (category) {
          case CAPACITY -> "capacity";
          case QUOTA -> "quota";
          case THROTTLED -> "throttle";
          case DENIED -> "denied";
          default -> throw new IllegalArgumentException("no trouble of category " + category);
        };
    during(new FaultRequest(name, null, null, "create", null, Map.of()), attempt);
  }

  @Override
  public void reportState(String word, Runnable attempt) {
    during(
        new FaultRequest("unknown-state", null, null, null, null, Map.of("word", word)), attempt);
  }

  private void during(FaultRequest request, Runnable attempt) {
    String id = faults.inject(request).id();
    try {
      attempt.run();
    } finally {
      faults.clear(id);
    }
  }
}
