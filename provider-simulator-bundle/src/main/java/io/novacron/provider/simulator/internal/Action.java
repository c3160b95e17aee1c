package io.novacron.provider.simulator.internal;

import io.novacron.api.provider.CallClass;
import java.util.Locale;

/** The calls that a simulated cloud answers. */
enum Action {
  CREATE(true),
  START(true),
  STOP(true),
  RESTART(true),
  PAUSE(true),
  RESUME(true),
  RESIZE(true),
  DELETE(true),
  TAG(true),
  CREATE_SNAPSHOT(true),
  RESTORE_SNAPSHOT(true),
  DELETE_SNAPSHOT(true),
  DESCRIBE_SNAPSHOT(false),
  FIND_SNAPSHOTS(false),
  LIST_SNAPSHOTS(false),
  LIST_NETWORKS(false),
  LIST_SECURITY_GROUPS(false),
  METRICS(false),
  POLL(false),
  DESCRIBE(false),
  FIND_BY_TOKEN(false),
  FIND_BY_OWNER(false),
  LIST(false),
  REGIONS(false),
  QUOTAS(false),
  HEALTH(false);

  private final boolean mutating;

  Action(boolean mutating) {
    this.mutating = mutating;
  }

  /** Whether the call may change something, so that a lost reply leaves the caller unsure. */
  boolean mutating() {
    return mutating;
  }

  /** What the cloud counts the call as. */
  CallClass callClass() {
    if (!mutating) {
      return CallClass.READ;
    }
    return switch (this) {
      case CREATE, CREATE_SNAPSHOT -> CallClass.CREATE;
      case DELETE, DELETE_SNAPSHOT -> CallClass.DELETE;
      default -> CallClass.CHANGE;
    };
  }

  /** The name by which a fault selects the call, such as {@code find-by-token}. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
