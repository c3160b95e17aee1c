package io.novacron.cache.ignite.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.store.Claim;
import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Ownership;
import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StaleClaimException;
import io.novacron.api.store.StateStoreException;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.store.contract.Stages;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.ignite.Ignition;
import org.apache.ignite.cache.affinity.AffinityKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReopenedStoreTest {
  private static final Duration LEASE = Duration.ofMinutes(1);

  @TempDir private Path directory;
  private OpenEngine open;

  @BeforeEach
  void start() {
    open = new OpenEngine(directory);
  }

  @AfterEach
  void stop() {
    open.close();
  }

  @Test
  void everythingIsThereAgain() {
    create(300);
    Query query = Query.of("t", "machine").withLimit(100);
    Page<StoredRecord> first = Stages.await(open.store().query(query));

    open.reopen();

    assertThat(open.engine().recordsAtOpen()).isEqualTo(300);
    Page<StoredRecord> again = Stages.await(open.store().query(query));
    assertThat(keys(again)).isEqualTo(keys(first));
    Page<StoredRecord> second =
        Stages.await(open.store().query(query.withPageToken(first.nextPageToken())));
    assertThat(keys(second)).hasSize(100).startsWith(key(100)).endsWith(key(199));
    assertThat(
            Stages.await(open.store().query(query.withAttributes(Map.of("third", "yes")))).items())
        .hasSize(100);
  }

  @Test
  void epochsRiseOverRestarts() {
    Set<Integer> all = IntStream.range(0, 256).boxed().collect(Collectors.toSet());
    Map<Integer, Claim> before = Stages.await(open.ownership().claim(all, "node-1", LEASE));
    Claim released = before.getOrDefault(3, before.values().iterator().next());
    Stages.await(open.ownership().release(Set.of(released)));

    open.reopen();

    assertThat(Stages.await(open.ownership().claims())).hasSize(256);
    Map<Integer, Claim> after = Stages.await(open.ownership().claim(all, "node-1", LEASE));
    assertThat(after.values())
        .hasSize(256)
        .allSatisfy(claim -> assertThat(claim.epoch()).isEqualTo(2));
    assertThatThrownBy(
            () -> Stages.await(open.store().commit(fenced(before.values().iterator().next()))))
        .isInstanceOf(StaleClaimException.class);
  }

  @Test
  void aLeaseThatWasRenewedHoldsOverARestart() {
    Claim held = Stages.await(open.ownership().claim(Set.of(17), "node-1", LEASE)).get(17);
    open.clock.advance(LEASE.dividedBy(2));
    Map<Integer, Claim> renewed = Stages.await(open.ownership().renew(Set.of(held), LEASE));

    open.reopen();

    assertThat(Stages.await(open.ownership().claims())).containsExactlyElementsOf(renewed.values());
    open.clock.advance(LEASE.minusMillis(1));
    assertThat(Stages.await(open.ownership().claim(Set.of(17), "node-2", LEASE))).isEmpty();
    open.clock.advance(Duration.ofMillis(1));
    assertThat(Stages.await(open.ownership().claim(Set.of(17), "node-2", LEASE))).hasSize(1);
  }

  @Test
  void renewingAllClaimsCostsOneFlushAndOneSmallEntry() {
    Set<Integer> all = IntStream.range(0, 256).boxed().collect(Collectors.toSet());
    Map<Integer, Claim> claims = Stages.await(open.ownership().claim(all, "node-1", LEASE));
    Stages.await(open.ownership().renew(Set.copyOf(claims.values()), LEASE));
    long before = open.store().statistics().flushes();
    long bytesBefore = open.engine().metrics().logBytes();

    Stages.await(open.ownership().renew(Set.copyOf(claims.values()), LEASE));

    // A second one only when a checkpoint happens to be under way.
    assertThat(open.store().statistics().flushes() - before).isBetween(1L, 2L);
    // With room for a whole page, which is logged at its first change after a checkpoint.
    assertThat(open.engine().metrics().logBytes() - bytesBefore).isBetween(1L, 16_384L);
  }

  @Test
  void writersAtOnceShareFlushes() {
    long before = open.store().statistics().flushes();

    create(2000);

    assertThat(open.store().statistics().flushes() - before).isBetween(1L, 1000L);
  }

  @Test
  void aTransactionThatACrashCutShortIsUndone() {
    Key a = new Key("t", "machine", "p", "a");
    Key b = new Key("t", "machine", "p", "b");
    Key made = new Key("t", "machine", "p", "made");
    Key gone = new Key("t", "machine", "p", "gone");
    commit(put(a, 0, "a1"), put(b, 0, "b1"), put(gone, 0, "gone"));
    commit(put(made, 0, "made"), put(a, 1, "a2"), put(b, 1, "b2"), new Mutation.Delete(gone, 1));
    // As if the log had ended after the image and the first two of the four changes.
    raw(b, envelope(b, 1, "b1"));
    raw(gone, envelope(gone, 1, "gone"));

    open.reopen();

    assertThat(value(a)).isEqualTo("a1");
    assertThat(value(b)).isEqualTo("b1");
    assertThat(value(gone)).isEqualTo("gone");
    assertThat(Stages.await(open.store().get(made))).isEmpty();
    assertThat(keys(Stages.await(open.store().query(Query.of("t", "machine")))))
        .containsExactly(a, b, gone);
    assertThat(
            Stages.await(
                    open.store().query(Query.of("t", "machine").withAttributes(Map.of("is", "a2"))))
                .items())
        .isEmpty();
  }

  @Test
  void aTransactionThatIsWholeStays() {
    Key a = new Key("t", "machine", "p", "a");
    Key b = new Key("t", "machine", "p", "b");
    Key gone = new Key("t", "machine", "p", "gone");
    commit(put(a, 0, "a1"), put(gone, 0, "gone"));
    commit(put(a, 1, "a2"), put(b, 0, "b1"), new Mutation.Delete(gone, 1));

    open.reopen();

    assertThat(value(a)).isEqualTo("a2");
    assertThat(value(b)).isEqualTo("b1");
    assertThat(Stages.await(open.store().get(gone))).isEmpty();
  }

  @Test
  void whatCameAfterATransactionIsNotUndone() {
    Key a = new Key("t", "machine", "p", "a");
    Key b = new Key("t", "machine", "p", "b");
    commit(put(a, 0, "a1"), put(b, 0, "b1"));
    commit(put(a, 1, "a2"));
    commit(new Mutation.Delete(b, 1));

    open.reopen();

    assertThat(value(a)).isEqualTo("a2");
    assertThat(Stages.await(open.store().get(b))).isEmpty();
  }

  @Test
  void aStoreOfANewerFormatIsRefusedAndLeftAlone() {
    create(1);

    rawEntry(EntryKeys.format(), StoreFormat.encode(2));

    assertThatThrownBy(open::reopen)
        .isInstanceOf(StateStoreException.class)
        .hasMessageContaining("format 2")
        .hasMessageContaining("reads 1");

    // Reopening failed before anything was read or changed; put the format back to open it for the
    // end.
    open =
        OpenEngine.afterRepair(
            directory, cache -> cache.put(EntryKeys.format(), StoreFormat.encode(1)));
    assertThat(value(key(0))).isEqualTo("0");
  }

  @Test
  void aRecordInAnEnvelopeOfANewerReleaseIsRefusedByName() {
    Key key = new Key("t", "machine", "p", "a");
    Stages.await(open.store().commit(Transaction.of(put(key, 0, "a"))));
    byte[] newer = envelope(key, 1, "a");
    newer[0] = Envelope.VERSION + 1;
    raw(key, newer);

    assertThatThrownBy(() -> Stages.await(open.store().get(key)))
        .isInstanceOf(StateStoreException.class)
        .hasMessageContaining("t|machine|p|a")
        .hasMessageContaining("envelope version 2");
    raw(key, envelope(key, 1, "a"));
  }

  private void create(int count) {
    List<CompletionStage<List<StoredRecord>>> stages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, String> attributes = Map.of("third", i % 3 == 0 ? "yes" : "no");
      stages.add(
          open.store()
              .commit(
                  Transaction.of(
                      new Mutation.Put(key(i), 0, 1, attributes, bytes(String.valueOf(i))))));
    }
    stages.forEach(Stages::await);
  }

  private void commit(Mutation... mutations) {
    Stages.await(open.store().commit(Transaction.of(mutations)));
  }

  private static Key key(int number) {
    return new Key("t", "machine", "m%04d".formatted(number), "m%04d".formatted(number));
  }

  private static List<Key> keys(Page<StoredRecord> page) {
    return page.items().stream().map(StoredRecord::key).toList();
  }

  private Transaction fenced(Claim claim) {
    for (int i = 0; ; i++) {
      if (Ownership.shardOf("t", "p" + i) == claim.shard()) {
        return Transaction.of(put(new Key("t", "machine", "p" + i, "x"), 0, "x")).fencedBy(claim);
      }
    }
  }

  private String value(Key key) {
    return new String(
        Stages.await(open.store().get(key)).orElseThrow().value(), StandardCharsets.UTF_8);
  }

  private static Mutation put(Key key, long expected, String value) {
    return new Mutation.Put(key, expected, 1, Map.of("is", value), bytes(value));
  }

  private byte[] envelope(Key key, long revision, String value) {
    return new Envelope(
            new StoredRecord(key, revision, 1, Map.of("is", value), bytes(value)),
            open.clock.instant())
        .encode();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void raw(Key key, byte[] bytes) {
    rawEntry(EntryKeys.record(key), bytes);
  }

  /** Changes an entry behind the store's back. */
  private static void rawEntry(AffinityKey<String> key, byte[] bytes) {
    Ignition.ignite("novacron-node-1").cache(GridConfiguration.STATE_CACHE).put(key, bytes);
  }
}
