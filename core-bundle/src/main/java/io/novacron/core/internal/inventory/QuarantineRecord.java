package io.novacron.core.internal.inventory;

import io.novacron.api.inventory.Quarantine;
import io.novacron.api.inventory.ResourceType;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.codec.JsonCodec;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An orphan that something is done with: a machine that is being stopped, or was, or a volume or
 * snapshot that is being deleted.
 *
 * @param id id of the orphan
 * @param tenant tenant of its account
 * @param account account that it is in
 * @param region region
 * @param reference the cloud's id of it
 * @param owner its owner tag; with any other it is left alone
 * @param by principal who asked for it
 * @param operation id of the latest operation on it
 * @param since when it was seen stopped; absent before
 * @param until from when on it may be deleted; absent before it was stopped
 * @param resource what it is; absent for a machine
 * @param revision rises with each change of the record, from 1
 */
record QuarantineRecord(
    String id,
    String tenant,
    String account,
    String region,
    String reference,
    OwnerTag owner,
    String by,
    String operation,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable ResourceType resource,
    long revision) {
  /** Kind of the records. */
  static final String KIND = "quarantine";

  /** Attribute that holds the name of the account. */
  static final String ACCOUNT = "account";

  private static final JsonCodec<QuarantineRecord> CODEC =
      new JsonCodec<>(QuarantineRecord.class, 1, (from, record) -> record);

  QuarantineRecord {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(operation, "operation");
  }

  /** Where it is kept: with the operations on it. */
  static Key key(String tenant, String id) {
    return new Key(tenant, KIND, id, id);
  }

  /** Writes it over the revision that it was computed from; 0 for a new one. */
  Mutation.Put put() {
    return new Mutation.Put(
        key(tenant, id),
        revision,
        CODEC.schemaVersion(),
        Map.of(ACCOUNT, account),
        CODEC.encode(this));
  }

  /** Removes it as it was read. */
  Mutation.Delete delete() {
    return new Mutation.Delete(key(tenant, id), revision);
  }

  /** Reads it, with the revision of its record. */
  static QuarantineRecord read(StoredRecord stored) {
    QuarantineRecord read = CODEC.decode(stored);
    return read.with(read.operation, read.since, read.until, stored.revision());
  }

  /** What it is. */
  ResourceType what() {
    return resource == null ? ResourceType.MACHINE : resource;
  }

  /** The same with another operation, as it is begun. */
  QuarantineRecord under(String latest) {
    return with(latest, since, until, revision);
  }

  /** The same, stopped. */
  QuarantineRecord stopped(Instant at, Instant deletableAt) {
    return with(operation, at, deletableAt, revision);
  }

  /** As callers see it; absent until it is stopped. */
  @Nullable Quarantine shown() {
    return since == null || until == null ? null : new Quarantine(since, until, by, operation);
  }

  private QuarantineRecord with(
      String latest, @Nullable Instant stoppedAt, @Nullable Instant deletableAt, long value) {
    return new QuarantineRecord(
        id,
        tenant,
        account,
        region,
        reference,
        owner,
        by,
        latest,
        stoppedAt,
        deletableAt,
        resource,
        value);
  }
}
