package io.novacron.core.internal.simulation;

import io.novacron.core.internal.operation.OperationSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one run is made of.
 *
 * @param requests how many requests callers make
 * @param tenants how many tenants they belong to
 * @param span how long they go on making them
 * @param nodes how many nodes share the store
 * @param crashes how often a node is killed at a numbered point
 * @param pauses how often a node is paused, some longer than its lease
 * @param outages how often a cloud is out
 * @param swaps how often a cloud's provider is taken away and put back
 * @param storeRefuses share of commits that are refused
 * @param storeForgets share of commits that are applied and not acknowledged
 * @param storeSlow share of store accesses that take up to two seconds
 * @param settings limits of operations, some of them short
 * @param clouds the clouds
 */
record Scenario(
    int requests,
    int tenants,
    Duration span,
    int nodes,
    int crashes,
    int pauses,
    int outages,
    int swaps,
    double storeRefuses,
    double storeForgets,
    double storeSlow,
    OperationSettings settings,
    List<CloudTraits> clouds) {

  static Scenario draw(Chance chance) {
    boolean storeFaults = chance.in(0.5);
    List<CloudTraits> clouds = new ArrayList<>();
    int accounts = chance.between(1, 4);
    for (int i = 1; i <= accounts; i++) {
      clouds.add(CloudTraits.draw("cloud-" + i, chance));
    }
    return new Scenario(
        chance.in(0.05) ? chance.between(100, 300) : chance.between(10, 60),
        chance.between(1, 3),
        Duration.ofSeconds(chance.between(20, 600)),
        chance.in(0.4) ? 2 : 1,
        chance.in(0.3) ? 0 : chance.between(1, 8),
        chance.in(0.5) ? 0 : chance.between(1, 3),
        chance.in(0.5) ? 0 : chance.between(1, 3),
        chance.in(0.7) ? 0 : chance.between(1, 3),
        storeFaults ? 0.03 : 0,
        storeFaults ? 0.03 : 0,
        storeFaults ? 0.03 : 0,
        settings(chance),
        clouds);
  }

  /** How long the store and the threads of a node take at most between a turn and its call. */
  Duration storeTakes() {
    return storeSlow > 0 ? Duration.ofSeconds(15) : Duration.ofMillis(20);
  }

  private static OperationSettings settings(Chance chance) {
    OperationSettings normal = OperationSettings.DEFAULT;
    return new OperationSettings(
        normal.callTimeout(),
        normal.calls(),
        Duration.ofMinutes(chance.in(0.4) ? 1 : 15),
        normal.powerDeadline(),
        normal.deleteDeadline(),
        normal.cleanUpDeadline(),
        normal.mostPlaces(),
        normal.refusalsKept(),
        normal.liveOperations(),
        normal.lease());
  }
}
