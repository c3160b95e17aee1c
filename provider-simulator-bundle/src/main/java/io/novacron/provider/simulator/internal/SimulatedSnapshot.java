package io.novacron.provider.simulator.internal;

import java.time.Instant;
import java.util.Map;

/**
 * A snapshot as the log tells of it. That it is finished follows from the time that has passed, so
 * no line of the log says so.
 *
 * @param reference the cloud's id of it
 * @param machine reference of the machine that it was taken of
 * @param region region
 * @param name name for people
 * @param sizeGib what is kept
 * @param token idempotency token of its creation
 * @param tags all tags, the owner's included
 * @param createdAt when it was taken
 * @param pendingMillis how long it is being made
 * @param deleted whether it was deleted; it stays known, because of its token
 */
record SimulatedSnapshot(
    String reference,
    String machine,
    String region,
    String name,
    int sizeGib,
    String token,
    Map<String, String> tags,
    Instant createdAt,
    long pendingMillis,
    boolean deleted) {
  SimulatedSnapshot {
    tags = Map.copyOf(tags);
  }

  boolean available(Instant now) {
    return !deleted && !now.isBefore(createdAt.plusMillis(pendingMillis));
  }

  SimulatedSnapshot gone() {
    return new SimulatedSnapshot(
        reference, machine, region, name, sizeGib, token, tags, createdAt, pendingMillis, true);
  }
}
