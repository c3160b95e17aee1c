package io.novacron.simulator.wire;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fault that is asked for.
 *
 * @param name which
 * @param accessKey only calls signed with this key; absent for all
 * @param region only calls for this region; absent for all
 * @param action only this action; absent for all that the fault can hit
 * @param times how many calls it hits; absent for all until it is cleared
 * @param parameters what it is given
 */
record FaultOrder(
    String name,
    @Nullable String accessKey,
    @Nullable String region,
    @Nullable String action,
    @Nullable Integer times,
    Map<String, String> parameters) {
  boolean concerns(CallKey call) {
    return (accessKey == null || accessKey.equals(call.accessKey()))
        && (region == null || region.equals(call.region()))
        && (action == null || action.equals(call.action()));
  }
}
