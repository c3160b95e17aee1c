package io.novacron.core.internal.version;

import java.time.Instant;
import java.util.Objects;

/**
 * One version of a thing.
 *
 * @param tenant tenant that it belongs to
 * @param name name of the thing, unique among those of its kind in the tenant
 * @param version number of the version, from 1
 * @param latest number of the newest version
 * @param deleted whether the thing was deleted
 * @param content what the version says
 * @param createdAt when the version was made
 * @param createdBy principal who made it
 * @param revision rises by one with each change of the thing
 * @param <C> what a version says
 */
public record Versioned<C>(
    String tenant,
    String name,
    int version,
    int latest,
    boolean deleted,
    C content,
    Instant createdAt,
    String createdBy,
    long revision) {
  public Versioned {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(createdBy, "createdBy");
  }

  /** The same version, as it is once the thing was deleted by a change to another revision. */
  Versioned<C> asDeleted(long by) {
    return new Versioned<>(tenant, name, version, latest, true, content, createdAt, createdBy, by);
  }
}
