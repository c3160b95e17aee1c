package io.novacron.core.internal.placement;

import io.novacron.api.machine.Market;
import io.novacron.api.machine.Near;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.machine.Size;
import io.novacron.api.placement.CurrentPlace;
import io.novacron.api.placement.PlacementRequest;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A request taken apart so that one thing in it can be changed. Not thread-safe. */
final class RequestDraft {
  final @Nullable String instanceType;
  final boolean sized;
  int vcpus;
  double memoryGib;
  int gpus;
  @Nullable String gpuModel;
  @Nullable String architecture;
  Market.Kind market;
  @Nullable BigDecimal marketCeiling;
  @Nullable String account;
  @Nullable String region;
  @Nullable String zone;
  @Nullable Near near;
  @Nullable BigDecimal ceiling;
  @Nullable Double maxCarbon;
  private final @Nullable String policy;
  private final @Nullable String group;
  private final @Nullable CurrentPlace current;
  boolean anyPriceAge;
  private final @Nullable Origin point;

  RequestDraft(ResolvedRequest from) {
    PlacementRequest request = from.request();
    Size size = request.size();
    instanceType = request.instanceType();
    sized = size != null;
    if (size != null) {
      vcpus = size.vcpus();
      memoryGib = size.memoryGib();
      gpus = size.gpus();
      gpuModel = size.gpuModel();
      architecture = size.architecture();
    }
    market = request.market().kind();
    marketCeiling = request.market().maxPricePerHour();
    PlacementConstraints constraints = request.constraints();
    account = constraints.account();
    region = constraints.region();
    zone = constraints.zone();
    near = constraints.near();
    ceiling = constraints.maxPricePerHour();
    maxCarbon = constraints.maxCarbonGramsPerKwh();
    policy = constraints.policy();
    group = constraints.group();
    current = request.current();
    anyPriceAge = from.anyPriceAge();
    point = from.near();
  }

  /** The request as it is now. */
  ResolvedRequest build() {
    return new ResolvedRequest(
        new PlacementRequest(
            sized ? new Size(vcpus, memoryGib, gpus, gpuModel, architecture) : null,
            instanceType,
            new Market(market, marketCeiling),
            new PlacementConstraints(
                account, region, zone, near, ceiling, maxCarbon, policy, group),
            current),
        near == null ? null : point,
        anyPriceAge);
  }
}
