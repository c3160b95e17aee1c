package io.novacron.api.provider;

/** The states of a volume at a cloud. */
public enum VolumeState {
  /** Being made. */
  CREATING,
  /** There, and attached to no machine. */
  AVAILABLE,
  /** Attached to a machine, or being attached or detached. */
  IN_USE,
  DELETING,
  /** Gone; some clouds still show it for a while. */
  DELETED,
  /** It was not made, or is broken. */
  FAILED,
  /** What the cloud says of it is not known to us. */
  UNKNOWN
}
