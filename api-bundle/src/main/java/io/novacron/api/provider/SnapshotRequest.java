package io.novacron.api.provider;

import java.util.Objects;

/**
 * The snapshot to be made.
 *
 * @param region region of the machine
 * @param machine the cloud's id of the machine
 * @param name name for people; not unique at the cloud
 * @param owner the owner tag; its operation is the one that makes the snapshot
 */
public record SnapshotRequest(String region, String machine, String name, OwnerTag owner) {
  public SnapshotRequest {
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(machine, "machine");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(owner, "owner");
  }
}
