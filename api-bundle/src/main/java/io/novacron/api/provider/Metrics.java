package io.novacron.api.provider;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** What clouds measure of machines: an optional facet. Never changes anything. */
public interface Metrics {
  /**
   * Reads measurements of one machine.
   *
   * @return one series for each name that the cloud measures, in the order of the names; Failed
   *     with NOT_FOUND when there is no such machine
   */
  CompletionStage<Outcome<List<MetricSeries>>> series(
      CallContext context, String region, String reference, MetricsRequest request);
}
