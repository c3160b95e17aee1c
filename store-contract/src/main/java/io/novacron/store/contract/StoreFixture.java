package io.novacron.store.contract;

import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A tenant and a kind of its own for one test, so that tests can share a store, and short ways to
 * use it.
 */
final class StoreFixture {
  private static final AtomicInteger NEXT = new AtomicInteger();

  final StateStore store;
  final String tenant;
  final String kind;

  StoreFixture(StateStore store) {
    this.store = store;
    int number = NEXT.incrementAndGet();
    this.tenant = "tenant-" + number;
    this.kind = "kind-" + number;
  }

  Key key(String partitionKey, String id) {
    return new Key(tenant, kind, partitionKey, id);
  }

  Mutation.Put put(Key key, long expected, String value) {
    return put(key, expected, value, Map.of());
  }

  Mutation.Put put(Key key, long expected, String value, Map<String, String> attributes) {
    return new Mutation.Put(key, expected, 1, attributes, value.getBytes(StandardCharsets.UTF_8));
  }

  List<StoredRecord> commit(Mutation... mutations) {
    return Stages.await(store.commit(Transaction.of(mutations)));
  }

  StoredRecord create(Key key, String value) {
    return commit(put(key, Mutation.ABSENT, value)).get(0);
  }

  StoredRecord create(Key key, String value, Map<String, String> attributes) {
    return commit(put(key, Mutation.ABSENT, value, attributes)).get(0);
  }

  String value(Key key) {
    return Stages.await(store.get(key)).map(StoreFixture::text).orElse("absent");
  }

  static String text(StoredRecord record) {
    return new String(record.value(), StandardCharsets.UTF_8);
  }

  Query query() {
    return Query.of(tenant, kind);
  }

  List<String> ids(Query query) {
    return Stages.await(store.query(query)).items().stream().map(r -> r.key().id()).toList();
  }

  /** Walks over all pages; the ids of each. */
  List<List<String>> pages(Query first) {
    List<List<String>> pages = new ArrayList<>();
    Query query = first;
    while (true) {
      Page<StoredRecord> page = Stages.await(store.query(query));
      pages.add(page.items().stream().map(r -> r.key().id()).toList());
      if (page.nextPageToken() == null) {
        return pages;
      }
      query = query.withPageToken(page.nextPageToken());
    }
  }
}
