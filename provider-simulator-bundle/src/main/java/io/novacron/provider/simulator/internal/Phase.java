package io.novacron.provider.simulator.internal;

import java.util.Locale;

/** Where a simulated machine is in its life, whatever its cloud calls it. */
enum Phase {
  PENDING,
  RUNNING,
  STOPPING,
  STOPPED,
  STARTING,
  DELETING,
  DELETED;

  /** Whether the machine leaves this phase by itself after a while. */
  boolean moving() {
    return settlesTo() != this;
  }

  /** The phase that follows by itself; the same one where none does. */
  Phase settlesTo() {
    return switch (this) {
      case PENDING, STARTING -> RUNNING;
      case STOPPING -> STOPPED;
      case DELETING -> DELETED;
      case RUNNING, STOPPED, DELETED -> this;
    };
  }

  /** Whether the machine takes up quota and a place on a host. */
  boolean occupying() {
    return this != STOPPED && this != DELETED;
  }

  /** The name in the log. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
