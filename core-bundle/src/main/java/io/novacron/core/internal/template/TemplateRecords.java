package io.novacron.core.internal.template;

import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.template.Template;
import io.novacron.api.template.TemplateContent;
import io.novacron.core.internal.codec.JsonCodec;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * How templates are kept: a head that says which version is the latest, and beside it, under the
 * same partition key, each version, which is written once.
 */
final class TemplateRecords {
  static final String HEAD = "template";
  static final String VERSION = "template-version";
  static final String NAME = "name";
  static final String DELETED = "deleted";

  private static final JsonCodec<Head> HEADS = JsonCodec.of(Head.class);
  private static final JsonCodec<Version> VERSIONS = JsonCodec.of(Version.class);

  private TemplateRecords() {}

  static Key head(String tenant, String name) {
    return new Key(tenant, HEAD, name, name);
  }

  /** Versions of one template are ordered by number. */
  static Key version(String tenant, String name, int number) {
    return new Key(tenant, VERSION, name, name + "." + String.format(Locale.ROOT, "%09d", number));
  }

  static Mutation.Put put(String tenant, String name, Head head, long revision) {
    return new Mutation.Put(
        head(tenant, name),
        revision,
        HEADS.schemaVersion(),
        Map.of(NAME, name, DELETED, Boolean.toString(head.deleted())),
        HEADS.encode(head));
  }

  static Mutation.Put put(String tenant, String name, Version version) {
    return new Mutation.Put(
        version(tenant, name, version.number()),
        Mutation.ABSENT,
        VERSIONS.schemaVersion(),
        Map.of(NAME, name),
        VERSIONS.encode(version));
  }

  static Head head(StoredRecord stored) {
    return HEADS.decode(stored);
  }

  static Version version(StoredRecord stored) {
    return VERSIONS.decode(stored);
  }

  static Template template(StoredRecord head, StoredRecord version) {
    return template(head.key(), head(head), head.revision(), version(version));
  }

  static Template template(Key key, Head head, long revision, Version version) {
    return new Template(
        key.id(),
        key.tenant(),
        version.number(),
        head.latest(),
        head.deleted(),
        version.content(),
        version.createdAt(),
        version.createdBy(),
        revision);
  }

  /**
   * The head of a template.
   *
   * @param latest number of the newest version; numbers are never used again
   * @param deleted whether the template was deleted
   */
  record Head(int latest, boolean deleted) {}

  /**
   * One version.
   *
   * @param number its number, from 1
   * @param content what it says
   * @param createdAt when it was made
   * @param createdBy principal who made it
   */
  record Version(int number, TemplateContent content, Instant createdAt, String createdBy) {}
}
