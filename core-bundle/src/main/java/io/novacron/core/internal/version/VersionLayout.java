package io.novacron.core.internal.version;

import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.codec.JsonCodec;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * How things of one kind are kept: a head that says which version is the latest, and beside it,
 * under the same partition key, each version, which is written once.
 *
 * @param <C> what a version says
 */
final class VersionLayout<C> {
  static final String NAME = "name";
  static final String DELETED = "deleted";

  private static final JsonCodec<Head> HEADS = JsonCodec.of(Head.class);

  private final String headKind;
  private final String versionKind;
  private final JsonCodec<Version<C>> versions;
  private final JsonCodec<C> contents;

  VersionLayout(VersionedKind<C> kind) {
    headKind = kind.noun();
    versionKind = kind.noun() + "-version";
    versions = JsonCodec.of(Version.class, kind.content());
    contents = JsonCodec.of(kind.content());
  }

  String headKind() {
    return headKind;
  }

  String versionKind() {
    return versionKind;
  }

  Key head(String tenant, String name) {
    return new Key(tenant, headKind, name, name);
  }

  /** Versions of one thing are ordered by number. */
  Key version(String tenant, String name, int number) {
    return new Key(
        tenant, versionKind, name, name + "." + String.format(Locale.ROOT, "%09d", number));
  }

  Mutation.Put put(String tenant, String name, Head head, long revision) {
    return new Mutation.Put(
        head(tenant, name),
        revision,
        HEADS.schemaVersion(),
        Map.of(NAME, name, DELETED, Boolean.toString(head.deleted())),
        HEADS.encode(head));
  }

  Mutation.Put put(String tenant, String name, Version<C> version) {
    return new Mutation.Put(
        version(tenant, name, version.number()),
        Mutation.ABSENT,
        versions.schemaVersion(),
        Map.of(NAME, name),
        versions.encode(version));
  }

  Head head(StoredRecord stored) {
    return HEADS.decode(stored);
  }

  Versioned<C> versioned(StoredRecord head, StoredRecord version) {
    return versioned(head.key(), head(head), head.revision(), versions.decode(version));
  }

  Versioned<C> versioned(Key key, Head head, long revision, Version<C> version) {
    return new Versioned<>(
        key.tenant(),
        key.id(),
        version.number(),
        head.latest(),
        head.deleted(),
        version.content(),
        version.createdAt(),
        version.createdBy(),
        revision);
  }

  /** Hexadecimal SHA-256 of what a version says. */
  String digest(C content) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(contents.encode(content)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The head of a thing.
   *
   * @param latest number of the newest version; numbers are never used again
   * @param deleted whether the thing was deleted
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
  record Version<C>(int number, C content, Instant createdAt, String createdBy) {}
}
