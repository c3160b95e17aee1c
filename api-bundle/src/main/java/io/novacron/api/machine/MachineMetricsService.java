package io.novacron.api.machine;

import io.novacron.api.provider.MetricName;
import io.novacron.api.security.Caller;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Measurements of machines, for the faces; asked of the cloud each time. */
public interface MachineMetricsService {
  /**
   * Reads what was measured up to now.
   *
   * @param machine id of the machine
   * @param names what was measured; empty for all
   * @param window how far back, at most 30 days
   * @param resolution length of an interval, a second or more; at most 1,440 fit in the window
   * @return the measurements; fails with INVALID and the wrong parameter, NOT_FOUND, UNSUPPORTED
   *     when the account has none, or what the cloud answered
   */
  CompletionStage<MachineMetrics> read(
      Caller caller, String machine, Set<MetricName> names, Duration window, Duration resolution);
}
