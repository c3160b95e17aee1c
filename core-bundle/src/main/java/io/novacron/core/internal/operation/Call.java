package io.novacron.core.internal.operation;

import io.novacron.api.provider.CallClass;
import java.util.Locale;

/** The calls to a cloud that operations are made of. */
public enum Call {
  CREATE(true),
  START(true),
  STOP(true),
  RESTART(true),
  PAUSE(true),
  RESUME(true),
  RESIZE(true),
  DELETE(true),
  /** Puts the disks of a machine back to a snapshot. */
  RESTORE(true),
  /** Gives a machine our owner tag. */
  TAG(true),
  /** Deletes a second machine that was made for the same request. */
  REMOVE_DUPLICATE(true),
  POLL(false),
  DESCRIBE(false),
  FIND_BY_TOKEN(false),
  FIND_BY_OWNER(false);

  private final boolean mutating;

  Call(boolean mutating) {
    this.mutating = mutating;
  }

  /** Whether it changes something at the cloud, so that the journal must know of it beforehand. */
  public boolean mutating() {
    return mutating;
  }

  /** What clouds count it as. */
  public CallClass callClass() {
    if (!mutating) {
      return CallClass.READ;
    }
    return switch (this) {
      case CREATE -> CallClass.CREATE;
      case DELETE, REMOVE_DUPLICATE -> CallClass.DELETE;
      default -> CallClass.CHANGE;
    };
  }

  /** The word of logs and step details, such as {@code create}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
