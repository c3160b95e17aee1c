package io.novacron.api.provider;

import io.novacron.api.machine.MachineState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A machine as the cloud described it.
 *
 * @param reference the cloud's id of it
 * @param region region
 * @param zone zone, when the cloud has told it
 * @param instanceType the cloud's own type
 * @param state its state in our words; UNKNOWN where the cloud's word is not known to us
 * @param rawState the cloud's own word for its state
 * @param addresses IP addresses, private ones first
 * @param idempotencyToken the token that it was made with, where the cloud tells it; whoever adopts
 *     a machine by its token compares this
 * @param tags all its tags
 * @param observedAt when the cloud said so
 */
public record Instance(
    String reference,
    String region,
    @Nullable String zone,
    String instanceType,
    MachineState state,
    String rawState,
    List<String> addresses,
    @Nullable String idempotencyToken,
    Map<String, String> tags,
    Instant observedAt) {
  public Instance {
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(instanceType, "instanceType");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(rawState, "rawState");
    addresses = List.copyOf(addresses);
    tags = Map.copyOf(tags);
    Objects.requireNonNull(observedAt, "observedAt");
  }
}
