package io.novacron.api.inventory;

import java.util.Locale;

/** Why something at a cloud is told of that no record knows. */
public enum OrphanKind {
  /** It carries our owner tag, and no record and no operation under way can be its own. */
  ORPHAN,
  /** A machine without an owner tag: somebody made it by other means. It can be adopted. */
  UNMANAGED;

  /** The word of REST and the shell, such as {@code orphan}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
