package io.novacron.api.machine;

import io.novacron.api.catalog.Price;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of a machine.
 *
 * @param observedGeneration generation of the machine that this status answers to
 * @param state its state
 * @param account account that it is in
 * @param cloud cloud that it is at
 * @param provider provider type
 * @param providerReference the cloud's id of it; absent until the cloud has told it
 * @param region region
 * @param zone zone, when known
 * @param instanceType the cloud's own type
 * @param addresses IP addresses
 * @param pricePerHour price, with its date and source
 * @param conditions further facts
 * @param observedAt when this was seen; absent before the first observation
 * @param observedFrom by which means: {@code operation} or {@code describe}
 */
public record MachineStatus(
    long observedGeneration,
    MachineState state,
    @Nullable String account,
    @Nullable String cloud,
    @Nullable String provider,
    @Nullable String providerReference,
    @Nullable String region,
    @Nullable String zone,
    @Nullable String instanceType,
    List<String> addresses,
    @Nullable Price pricePerHour,
    List<Condition> conditions,
    @Nullable Instant observedAt,
    @Nullable String observedFrom) {
  public MachineStatus {
    Objects.requireNonNull(state, "state");
    addresses = List.copyOf(addresses);
    conditions = List.copyOf(conditions);
  }
}
