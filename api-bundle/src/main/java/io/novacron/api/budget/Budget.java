package io.novacron.api.budget;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One version of a budget. What it says never changes; what is used of it does.
 *
 * @param name 1 to 63 lower-case letters, digits and hyphens, beginning with a letter; unique in
 *     its tenant
 * @param tenant tenant that it belongs to
 * @param version number of the version, from 1
 * @param latest number of the newest version
 * @param deleted whether the budget was deleted; its versions can still be read
 * @param content what it says
 * @param usage what is used of it now; absent for all but the latest version of one that is not
 *     deleted, and while the machines have not been counted
 * @param createdAt when this version was made
 * @param createdBy principal who made it
 * @param revision rises with each change of the budget, such as a new version; its entity tag
 */
public record Budget(
    String name,
    String tenant,
    int version,
    int latest,
    boolean deleted,
    BudgetContent content,
    @Nullable BudgetUsage usage,
    Instant createdAt,
    String createdBy,
    long revision) {
  public Budget {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(createdBy, "createdBy");
  }
}
