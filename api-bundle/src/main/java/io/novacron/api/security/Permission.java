package io.novacron.api.security;

import java.util.Objects;

/**
 * The right to do one action on one class of resource, written {@code resource:action}.
 *
 * @param resource class of resource, such as {@code vm}
 * @param action what is done, such as {@code create}
 */
public record Permission(String resource, String action) {
  public static final Permission VM_READ = new Permission("vm", "read");
  public static final Permission VM_CREATE = new Permission("vm", "create");
  public static final Permission VM_OPERATE = new Permission("vm", "operate");
  public static final Permission VM_DELETE = new Permission("vm", "delete");

  /** To send batches; each item needs its own permission as well. */
  public static final Permission VM_BATCH = new Permission("vm", "batch");

  public static final Permission OPERATION_READ = new Permission("operation", "read");
  public static final Permission OPERATION_CANCEL = new Permission("operation", "cancel");
  public static final Permission PLACEMENT_READ = new Permission("placement", "read");
  public static final Permission PLACEMENT_DECIDE = new Permission("placement", "decide");
  public static final Permission ACCOUNT_READ = new Permission("account", "read");
  public static final Permission PROVIDER_READ = new Permission("provider", "read");

  /** To let another version of a provider serve. */
  public static final Permission PROVIDER_OPERATE = new Permission("provider", "operate");

  public static final Permission CATALOG_READ = new Permission("catalog", "read");
  public static final Permission METRICS_READ = new Permission("metrics", "read");
  public static final Permission TEMPLATE_READ = new Permission("template", "read");
  public static final Permission TEMPLATE_WRITE = new Permission("template", "write");
  public static final Permission POLICY_READ = new Permission("policy", "read");
  public static final Permission POLICY_WRITE = new Permission("policy", "write");
  public static final Permission BUDGET_READ = new Permission("budget", "read");
  public static final Permission BUDGET_WRITE = new Permission("budget", "write");
  public static final Permission ORPHAN_READ = new Permission("orphan", "read");

  /** To quarantine, release and delete what carries our owner tag and belongs to no record. */
  public static final Permission ORPHAN_OPERATE = new Permission("orphan", "operate");

  public static final Permission MAINTENANCE_OPERATE = new Permission("maintenance", "operate");
  public static final Permission SIMULATOR_OPERATE = new Permission("simulator", "operate");

  public Permission {
    Objects.requireNonNull(resource, "resource");
    Objects.requireNonNull(action, "action");
  }

  @Override
  public String toString() {
    return resource + ":" + action;
  }
}
