package io.novacron.cache.ignite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.store.Key;
import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.store.contract.Stages;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks what a {@link WritingProcess} left behind. */
final class WrittenRounds {
  private WrittenRounds() {}

  /**
   * Every acknowledged round is there, and each round that is there is there as a whole.
   *
   * @return rounds that are there
   */
  static long verify(StateStore store, Map<Integer, Long> acknowledged) {
    long rounds = 0;
    for (int writer = 0; writer < WritingProcess.WRITERS; writer++) {
      long counted =
          Stages.await(store.get(WritingProcess.counter(writer)))
              .map(WrittenRounds::round)
              .orElse(0L);
      assertThat(counted)
          .as("rounds of writer %s", writer)
          .isGreaterThanOrEqualTo(acknowledged.getOrDefault(writer, 0L));
      List<Key> left = new ArrayList<>();
      List<Key> right = new ArrayList<>();
      for (long round = 1; round <= counted; round++) {
        left.add(WritingProcess.left(writer, round));
        right.add(WritingProcess.right(writer, round));
      }
      assertThat(keys(store, "left", writer)).isEqualTo(left);
      assertThat(keys(store, "right", writer)).isEqualTo(right);
      rounds += counted;
    }
    return rounds;
  }

  private static List<Key> keys(StateStore store, String kind, int writer) {
    List<Key> keys = new ArrayList<>();
    Query query = Query.of("t", kind).withAttributes(Map.of("writer", "w" + writer));
    @Nullable String token = null;
    do {
      Page<StoredRecord> page = Stages.await(store.query(query.withPageToken(token)));
      for (StoredRecord record : page.items()) {
        assertThat(record.key().id()).isEqualTo("r%09d".formatted(round(record)));
        keys.add(record.key());
      }
      token = page.nextPageToken();
    } while (token != null);
    return keys;
  }

  private static long round(StoredRecord record) {
    return ByteBuffer.wrap(record.value()).getLong();
  }
}
