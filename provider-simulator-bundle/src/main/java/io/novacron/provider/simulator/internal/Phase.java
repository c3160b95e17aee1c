package io.novacron.provider.simulator.internal;

import java.util.Locale;

/** Where a simulated machine is in its life, whatever its cloud calls it. */
public enum Phase {
  PENDING,
  RUNNING,
  STOPPING,
  STOPPED,
  STARTING,
  RESTARTING,
  PAUSING,
  PAUSED,
  RESUMING,
  /** Running, and getting another type. */
  RESIZING,
  DELETING,
  DELETED;

  /** Whether the machine leaves this phase by itself after a while. */
  public boolean moving() {
    return settlesTo() != this;
  }

  /** The phase that follows by itself; the same one where none does. */
  Phase settlesTo() {
    return switch (this) {
      case PENDING, STARTING, RESTARTING, RESUMING, RESIZING -> RUNNING;
      case STOPPING -> STOPPED;
      case PAUSING -> PAUSED;
      case DELETING -> DELETED;
      case RUNNING, STOPPED, PAUSED, DELETED -> this;
    };
  }

  /** Whether the machine takes up quota and a place on a host. */
  public boolean occupying() {
    return this != STOPPED && this != PAUSED && this != DELETED;
  }

  /** The name in the log. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
