package io.novacron.api.inventory;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** In what a machine is not as it is recorded. */
public enum DriftAspect {
  /** It runs and should not, or the other way round. */
  STATE(EnumSet.allOf(DriftAction.class)),
  /** It has another instance type. */
  INSTANCE_TYPE(EnumSet.allOf(DriftAction.class)),
  /** Labels that its cloud was given are missing there or have other values. */
  LABELS(EnumSet.of(DriftAction.ACCEPT, DriftAction.IGNORE)),
  /** It does not carry our owner tag any more, or another. */
  OWNER_TAG(EnumSet.of(DriftAction.IGNORE)),
  /** Its cloud does not have it any more. */
  PRESENCE(EnumSet.of(DriftAction.ACCEPT, DriftAction.IGNORE));

  private final Set<DriftAction> actions;

  DriftAspect(Set<DriftAction> actions) {
    this.actions = actions;
  }

  /** What can be done about it, in the order in which it is shown. */
  public Set<DriftAction> actions() {
    return EnumSet.copyOf(actions);
  }

  /** The word of REST and the shell, such as {@code instance-type}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
