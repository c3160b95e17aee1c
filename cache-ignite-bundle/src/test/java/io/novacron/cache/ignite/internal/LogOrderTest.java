package io.novacron.cache.ignite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Transaction;
import io.novacron.store.contract.Stages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.Ignition;
import org.apache.ignite.cache.affinity.AffinityKey;
import org.apache.ignite.internal.IgniteEx;
import org.apache.ignite.internal.pagemem.wal.WALIterator;
import org.apache.ignite.internal.pagemem.wal.record.DataEntry;
import org.apache.ignite.internal.pagemem.wal.record.DataRecord;
import org.apache.ignite.internal.pagemem.wal.record.WALRecord;
import org.apache.ignite.internal.processors.cache.CacheObjectContext;
import org.apache.ignite.internal.processors.cache.persistence.wal.WALPointer;
import org.apache.ignite.lang.IgniteBiTuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The order of entries in the log, on which it rests that a transaction cut short can be made
 * whole.
 */
class LogOrderTest {
  private static final Key A = new Key("t", "machine", "p", "a");
  private static final Key B = new Key("t", "machine", "p", "b");
  private static final Key C = new Key("t", "machine", "p", "c");

  @Test
  void theImageOfATransactionIsLoggedBeforeItsChangesAndTakenAwayBeforeTheNext(
      @TempDir Path directory) throws Exception {
    try (OpenEngine open = new OpenEngine(directory)) {
      IgniteEx ignite = (IgniteEx) Ignition.ignite("novacron-node-1");
      WALPointer begin = ignite.context().cache().context().wal().lastWritePointer();
      commit(open, put(A, 0), put(B, 0), put(C, 0));
      commit(open, put(B, 1));
      commit(open, put(C, 1));
      commit(open, put(C, 2), new Mutation.Delete(A, 1));

      assertThat(logged(ignite, begin))
          .containsExactly(
              "|transaction",
              "t|machine|p|a",
              "t|machine|p|b",
              "t|machine|p|c",
              "|transaction",
              "t|machine|p|b",
              "t|machine|p|c",
              "|transaction",
              "t|machine|p|c",
              "t|machine|p|a");
    }
  }

  private static void commit(OpenEngine open, Mutation... mutations) {
    Stages.await(open.store().commit(Transaction.of(mutations)));
  }

  private static Mutation put(Key key, long expected) {
    return new Mutation.Put(key, expected, 1, Map.of(), new byte[] {1});
  }

  private static List<String> logged(IgniteEx ignite, WALPointer begin)
      throws IgniteCheckedException {
    CacheObjectContext context =
        ignite.cachex(GridConfiguration.STATE_CACHE).context().cacheObjectContext();
    List<String> keys = new ArrayList<>();
    try (WALIterator log = ignite.context().cache().context().wal().replay(begin)) {
      for (IgniteBiTuple<WALPointer, WALRecord> entry : log) {
        if (entry.get2() instanceof DataRecord record) {
          for (DataEntry change : record.writeEntries()) {
            AffinityKey<String> key = change.key().value(context, false);
            keys.add(key.key());
          }
        }
      }
    }
    return keys;
  }
}
