package io.novacron.api.operation;

import java.util.Locale;

/** What an operation does. */
public enum OperationKind {
  CREATE,
  START,
  STOP,
  RESTART,
  PAUSE,
  RESUME,
  RESIZE,
  /** Changes what is recorded of a machine; done as soon as it is recorded. */
  UPDATE,
  DELETE,
  /** Takes a snapshot of a machine. */
  SNAPSHOT,
  /** Puts the disks of a machine back to a snapshot. */
  RESTORE_SNAPSHOT,
  DELETE_SNAPSHOT,
  /** Takes a machine that was made by other means into care. */
  ADOPT,
  /** Many changes at once; each is an operation of its own. */
  BATCH,
  /** Removes records that are older than their retention. */
  COMPACT,
  /** Stops a machine that carries our owner tag and belongs to no record. */
  QUARANTINE_ORPHAN,
  /** Deletes such a machine after its quarantine. */
  DELETE_ORPHAN,
  /** Lets another version of a provider serve the accounts of its type. */
  SWAP_PROVIDER;

  /** The word of the interfaces, such as {@code create}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
