package io.novacron.api.provider;

/** The states of a snapshot at a cloud. */
public enum SnapshotState {
  /** Being made. */
  PENDING,
  /** A machine can be restored from it. */
  AVAILABLE,
  DELETING,
  /** Gone; some clouds still show it for a while. */
  DELETED,
  /** It was not made, and is good for nothing. */
  FAILED,
  /** What the cloud says of it is not known to us. */
  UNKNOWN
}
