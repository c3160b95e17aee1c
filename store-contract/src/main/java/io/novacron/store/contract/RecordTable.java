package io.novacron.store.contract;

import io.novacron.api.store.InvalidPageTokenException;
import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.RevisionConflictException;
import io.novacron.api.store.StoreStatistics;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The records of a store in memory, in the order in which queries list them. */
final class RecordTable {
  private static final Comparator<Key> LISTING =
      Comparator.comparing(Key::kind)
          .thenComparing(Key::id)
          .thenComparing(Key::tenant)
          .thenComparing(Key::partitionKey);

  private final NavigableMap<Key, StoredRecord> records = new TreeMap<>(LISTING);
  private long transactions;
  private long changes;
  private long bytes;
  private long conflicts;

  synchronized @Nullable StoredRecord find(Key key) {
    return records.get(key);
  }

  synchronized List<StoredRecord> apply(Transaction transaction) {
    for (Mutation mutation : transaction.mutations()) {
      StoredRecord old = records.get(mutation.key());
      long actual = old == null ? Mutation.ABSENT : old.revision();
      if (actual != mutation.expectedRevision()) {
        conflicts++;
        throw new RevisionConflictException(mutation.key(), mutation.expectedRevision(), actual);
      }
    }
    List<StoredRecord> written = new ArrayList<>();
    for (Mutation mutation : transaction.mutations()) {
      if (mutation instanceof Mutation.Put put) {
        StoredRecord record =
            new StoredRecord(
                put.key(),
                put.expectedRevision() + 1,
                put.schemaVersion(),
                put.attributes(),
                put.value());
        records.put(put.key(), record);
        written.add(record);
        bytes += put.value().length;
      } else {
        records.remove(mutation.key());
      }
      changes++;
    }
    transactions++;
    return written;
  }

  synchronized Page<StoredRecord> page(Query query) {
    boolean ascending = query.order() == Query.Order.ASCENDING;
    NavigableMap<Key, StoredRecord> scan = ascending ? records : records.descendingMap();
    if (query.pageToken() != null) {
      scan = scan.tailMap(last(query, query.pageToken()), false);
    }
    List<StoredRecord> items = new ArrayList<>();
    for (StoredRecord record : scan.values()) {
      if (!matches(query, record)) {
        continue;
      }
      if (items.size() == query.limit()) {
        return new Page<>(items, token(query, items.get(items.size() - 1).key()));
      }
      items.add(record);
    }
    return new Page<>(items, null);
  }

  synchronized StoreStatistics statistics(long staleClaims) {
    return new StoreStatistics(transactions, changes, bytes, 0, conflicts + staleClaims);
  }

  private static boolean matches(Query query, StoredRecord record) {
    return record.key().kind().equals(query.kind())
        && (query.tenant() == null || query.tenant().equals(record.key().tenant()))
        && (query.fromId() == null || query.fromId().compareTo(record.key().id()) <= 0)
        && (query.beforeId() == null || query.beforeId().compareTo(record.key().id()) > 0)
        && record.attributes().entrySet().containsAll(query.attributes().entrySet());
  }

  private static String token(Query query, Key last) {
    String text =
        fingerprint(query) + "|" + last.id() + "|" + last.tenant() + "|" + last.partitionKey();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((checksum(text) + "|" + text).getBytes(StandardCharsets.UTF_8));
  }

  private static Key last(Query query, String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      String[] parts = text.split("\\|", -1);
      if (parts.length == 5
          && parts[0].equals(checksum(text.substring(parts[0].length() + 1)))
          && parts[1].equals(fingerprint(query))) {
        return new Key(parts[3], query.kind(), parts[4], parts[2]);
      }
    } catch (IllegalArgumentException e) {
      // Told below: whatever is wrong with a token, the answer is the same.
    }
    throw new InvalidPageTokenException(
        "the page token was not made by this store for this query; start from the first page");
  }

  private static String fingerprint(Query query) {
    return Integer.toHexString(
        Objects.hash(
            query.tenant(),
            query.kind(),
            query.attributes(),
            query.fromId(),
            query.beforeId(),
            query.order().name()));
  }

  private static String checksum(String text) {
    return Integer.toHexString(text.hashCode());
  }
}
