package io.novacron.api.template;

import java.time.Instant;
import java.util.Objects;

/**
 * One version of a template. It never changes.
 *
 * @param name 1 to 63 lower-case letters, digits and hyphens, beginning with a letter; unique in
 *     its tenant
 * @param tenant tenant that it belongs to
 * @param version number of the version, from 1
 * @param latest number of the newest version
 * @param deleted whether the template was deleted; its versions can still be read
 * @param content what it says
 * @param createdAt when this version was made
 * @param createdBy principal who made it
 * @param revision rises with each change of the template, such as a new version; its entity tag
 */
public record Template(
    String name,
    String tenant,
    int version,
    int latest,
    boolean deleted,
    TemplateContent content,
    Instant createdAt,
    String createdBy,
    long revision) {
  public Template {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(createdBy, "createdBy");
  }
}
