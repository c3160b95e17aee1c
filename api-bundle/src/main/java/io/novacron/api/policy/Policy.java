package io.novacron.api.policy;

import java.time.Instant;
import java.util.Objects;

/**
 * One version of a policy. It never changes.
 *
 * @param name 1 to 63 lower-case letters, digits and hyphens, beginning with a letter; unique in
 *     its tenant
 * @param tenant tenant that it belongs to
 * @param version number of the version, from 1
 * @param latest number of the newest version
 * @param deleted whether the policy was deleted; its versions can still be read
 * @param builtIn whether it comes with the product and cannot be changed
 * @param content what it says
 * @param createdAt when this version was made; the beginning of 1970 for one that is built in
 * @param createdBy principal who made it
 * @param revision rises with each change of the policy, such as a new version; its entity tag
 */
public record Policy(
    String name,
    String tenant,
    int version,
    int latest,
    boolean deleted,
    boolean builtIn,
    PolicyContent content,
    Instant createdAt,
    String createdBy,
    long revision) {
  public Policy {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(createdBy, "createdBy");
  }
}
