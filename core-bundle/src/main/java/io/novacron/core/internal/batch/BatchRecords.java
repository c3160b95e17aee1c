package io.novacron.core.internal.batch;

import io.novacron.api.batch.BatchRequest;
import io.novacron.api.operation.ItemResult;
import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.codec.JsonCodec;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.operation.Layouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How batches are kept: the parent among the operations, its items beside it under the same
 * partition key, so that all of them are recorded in one transaction.
 */
final class BatchRecords {
  /** Runner of the operations that are batches. */
  static final String RUNNER = "batch";

  /** The most bytes that the items of a batch may have as they are kept (2 MiB). */
  static final int MOST_BYTES = 2 << 20;

  /** How many results share a record. */
  static final int RESULTS = 50;

  private static final int REQUESTS = 40;
  private static final int REQUEST_BYTES = 512 << 10;
  private static final String REQUEST_KIND = "batch-request";
  private static final String RESULT_KIND = "batch-result";
  private static final JsonCodec<BatchRecord> BATCH =
      new JsonCodec<>(BatchRecord.class, Layouts.VERSION, (from, record) -> record);
  private static final JsonCodec<ItemRequest> ITEM = JsonCodec.of(ItemRequest.class);
  private static final JsonCodec<BatchRequest> CANONICAL = JsonCodec.of(BatchRequest.class);
  private static final JsonCodec<ItemRequests> REQUEST = JsonCodec.of(ItemRequests.class);
  private static final JsonCodec<ItemResults> RESULT = JsonCodec.of(ItemResults.class);

  private BatchRecords() {}

  /** The one form in which requests are compared. */
  static byte[] canonical(BatchRequest request) {
    return CANONICAL.encode(request);
  }

  /** Writes a batch over the revision that it was computed from; 0 for a new one. */
  static Mutation.Put put(BatchRecord record) {
    return new Mutation.Put(
        Journal.key(record.operation()),
        record.operation().revision(),
        BATCH.schemaVersion(),
        Journal.attributes(record.operation(), RUNNER),
        BATCH.encode(record));
  }

  static BatchRecord read(StoredRecord stored) {
    BatchRecord record = BATCH.decode(stored);
    return record.with(record.operation().toBuilder().revision(stored.revision()).build());
  }

  /** Parts items into records: up to 40 in each, fewer where they are large. */
  static List<ItemRequests> parted(List<ItemRequest> items) {
    List<ItemRequests> parts = new ArrayList<>();
    List<ItemRequest> part = new ArrayList<>();
    int first = 0;
    int bytes = 0;
    for (int i = 0; i < items.size(); i++) {
      int size = ITEM.encode(items.get(i)).length;
      if (part.size() == REQUESTS || (!part.isEmpty() && bytes + size > REQUEST_BYTES)) {
        parts.add(new ItemRequests(first, part));
        part.clear();
        first = i;
        bytes = 0;
      }
      part.add(items.get(i));
      bytes += size;
    }
    parts.add(new ItemRequests(first, part));
    return parts;
  }

  /** How many bytes items have as they are kept. */
  static long bytes(List<ItemRequest> items) {
    return items.stream().mapToLong(item -> ITEM.encode(item).length).sum();
  }

  static Key requestKey(String tenant, String batch, int number) {
    return key(tenant, REQUEST_KIND, batch, number);
  }

  static Mutation.Put putRequests(String tenant, String batch, int number, ItemRequests requests) {
    return new Mutation.Put(
        requestKey(tenant, batch, number),
        Mutation.ABSENT,
        REQUEST.schemaVersion(),
        Map.of(),
        REQUEST.encode(requests));
  }

  static ItemRequests readRequests(StoredRecord stored) {
    return REQUEST.decode(stored);
  }

  static Key resultKey(String tenant, String batch, int number) {
    return key(tenant, RESULT_KIND, batch, number);
  }

  static Mutation.Put putResults(
      String tenant, String batch, int number, long revision, List<ItemResult> results) {
    return new Mutation.Put(
        resultKey(tenant, batch, number),
        revision,
        RESULT.schemaVersion(),
        Map.of(),
        RESULT.encode(new ItemResults(results)));
  }

  static List<ItemResult> readResults(StoredRecord stored) {
    return RESULT.decode(stored).items();
  }

  /** The results of one record, with what is not recorded yet as queued. */
  static List<ItemResult> readResults(Optional<StoredRecord> stored, int number, int items) {
    if (stored.isPresent()) {
      return readResults(stored.get());
    }
    List<ItemResult> queued = new ArrayList<>();
    for (int i = number * RESULTS; i < Math.min(items, (number + 1) * RESULTS); i++) {
      queued.add(ItemTable.queued(i));
    }
    return queued;
  }

  private static Key key(String tenant, String kind, String batch, int number) {
    return new Key(tenant, kind, batch, batch + String.format(Locale.ROOT, ".%03d", number));
  }
}
