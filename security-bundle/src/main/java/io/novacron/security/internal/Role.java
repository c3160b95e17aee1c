package io.novacron.security.internal;

import io.novacron.api.security.Permission;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The roles, and the one table of what each may do. What is not in the table is denied. */
public enum Role {
  /** May do everything. */
  ADMIN,
  /** Runs machines. */
  OPERATOR,
  /** Looks on. */
  VIEWER;

  private static final Set<Permission> READ =
      Set.of(
          Permission.VM_READ,
          Permission.OPERATION_READ,
          Permission.PLACEMENT_READ,
          Permission.ACCOUNT_READ,
          Permission.PROVIDER_READ,
          Permission.CATALOG_READ,
          Permission.TEMPLATE_READ,
          Permission.POLICY_READ,
          Permission.BUDGET_READ,
          Permission.METRICS_READ,
          Permission.ORPHAN_READ);
  private static final Set<Permission> RUN =
      Set.of(
          Permission.VM_CREATE,
          Permission.VM_OPERATE,
          Permission.VM_DELETE,
          Permission.OPERATION_CANCEL,
          Permission.VM_BATCH,
          Permission.PLACEMENT_DECIDE,
          Permission.TEMPLATE_WRITE,
          Permission.POLICY_WRITE);

  /** Whether the role holds a permission. */
  public boolean permits(Permission permission) {
    return switch (this) {
      case ADMIN -> true;
      case OPERATOR -> RUN.contains(permission) || READ.contains(permission);
      case VIEWER -> READ.contains(permission);
    };
  }

  /** The name that callers carry, such as {@code viewer}. */
  public String roleName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of a name; empty when there is none. */
  public static Optional<Role> named(String name) {
    return Arrays.stream(values()).filter(role -> role.roleName().equals(name)).findFirst();
  }
}
