package io.novacron.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.RevisionConflictException;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoreStatistics;
import io.novacron.api.store.StoredRecord;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every state store does with records. Extend it and give it a store; tests may share one. */
public abstract class StateStoreContract {
  private StoreFixture fixture;

  /** The store that is tested. */
  protected abstract StateStore store();

  @BeforeEach
  void useNamesOfItsOwn() {
    fixture = new StoreFixture(store());
  }

  @Test
  void aRecordReadsAsItWasWritten() {
    Key key = fixture.key("m1", "m1");
    byte[] value = new byte[1000];
    new Random(7).nextBytes(value);
    Map<String, String> attributes =
        Map.of("state", "RUNNING", "name", "Grüße, \u0000 and \uD83D\uDE80");

    fixture.commit(new Mutation.Put(key, Mutation.ABSENT, 3, attributes, value));

    StoredRecord record = Stages.await(store().get(key)).orElseThrow();
    assertThat(record.key()).isEqualTo(key);
    assertThat(record.revision()).isEqualTo(1);
    assertThat(record.schemaVersion()).isEqualTo(3);
    assertThat(record.attributes()).isEqualTo(attributes);
    assertThat(record.value()).isEqualTo(value);
  }

  @Test
  void aRecordThatWasNeverWrittenIsAbsent() {
    assertThat(Stages.await(store().get(fixture.key("m1", "m1")))).isEmpty();
  }

  @Test
  void anEmptyAndALargestValueAreKept() {
    Key empty = fixture.key("m1", "empty");
    Key largest = fixture.key("m1", "largest");
    byte[] value = new byte[StateStore.MAX_VALUE_BYTES];
    new Random(11).nextBytes(value);

    fixture.create(empty, "");
    fixture.commit(new Mutation.Put(largest, Mutation.ABSENT, 1, Map.of(), value));

    assertThat(fixture.value(empty)).isEmpty();
    assertThat(Stages.await(store().get(largest)).orElseThrow().value()).isEqualTo(value);
  }

  @Test
  void aTransactionMayBeAsLargeAsItsLimit() {
    Mutation[] parts = new Mutation[4];
    for (int i = 0; i < parts.length; i++) {
      byte[] value = new byte[StateStore.MAX_TRANSACTION_BYTES / parts.length];
      value[0] = (byte) i;
      parts[i] =
          new Mutation.Put(fixture.key("m1", "part-" + i), Mutation.ABSENT, 1, Map.of(), value);
    }

    fixture.commit(parts);

    assertThat(Stages.await(store().get(parts[3].key())).orElseThrow().value()[0])
        .isEqualTo((byte) 3);
  }

  @Test
  void eachChangeRaisesTheRevisionByOne() {
    Key key = fixture.key("m1", "m1");

    assertThat(fixture.create(key, "a").revision()).isEqualTo(1);
    assertThat(fixture.commit(fixture.put(key, 1, "b")).get(0).revision()).isEqualTo(2);
    assertThat(fixture.commit(fixture.put(key, 2, "c")).get(0).revision()).isEqualTo(3);
    assertThat(fixture.value(key)).isEqualTo("c");
  }

  @Test
  void creatingWhatExistsIsAConflictAndChangesNothing() {
    Key key = fixture.key("m1", "m1");
    fixture.create(key, "first");

    assertThatThrownBy(() -> fixture.create(key, "second"))
        .isInstanceOfSatisfying(
            RevisionConflictException.class,
            conflict -> {
              assertThat(conflict.key()).isEqualTo(key);
              assertThat(conflict.expected()).isEqualTo(Mutation.ABSENT);
              assertThat(conflict.actual()).isEqualTo(1);
            });
    assertThat(fixture.value(key)).isEqualTo("first");
  }

  @Test
  void changingAnOldRevisionIsAConflict() {
    Key key = fixture.key("m1", "m1");
    fixture.create(key, "first");
    fixture.commit(fixture.put(key, 1, "second"));

    assertThatThrownBy(() -> fixture.commit(fixture.put(key, 1, "third")))
        .isInstanceOf(RevisionConflictException.class);
    assertThat(fixture.value(key)).isEqualTo("second");
  }

  @Test
  void changingWhatIsAbsentIsAConflict() {
    Key key = fixture.key("m1", "m1");

    assertThatThrownBy(() -> fixture.commit(fixture.put(key, 1, "value")))
        .isInstanceOfSatisfying(
            RevisionConflictException.class,
            conflict -> assertThat(conflict.actual()).isEqualTo(Mutation.ABSENT));
  }

  @Test
  void aDeletedRecordIsAbsentAndMayBeMadeAgain() {
    Key key = fixture.key("m1", "m1");
    fixture.create(key, "first");

    assertThat(fixture.commit(new Mutation.Delete(key, 1))).isEmpty();

    assertThat(Stages.await(store().get(key))).isEmpty();
    assertThat(fixture.create(key, "again").revision()).isEqualTo(1);
  }

  @Test
  void deletingAnOldRevisionIsAConflict() {
    Key key = fixture.key("m1", "m1");
    fixture.create(key, "first");
    fixture.commit(fixture.put(key, 1, "second"));

    assertThatThrownBy(() -> fixture.commit(new Mutation.Delete(key, 1)))
        .isInstanceOf(RevisionConflictException.class);
    assertThat(fixture.value(key)).isEqualTo("second");
  }

  @Test
  void aTransactionIsAppliedWholly() {
    Key machine = fixture.key("m1", "machine");
    Key operation = fixture.key("m1", "operation");
    Key old = fixture.key("m1", "old");
    fixture.create(old, "old");

    List<StoredRecord> written =
        fixture.commit(
            fixture.put(machine, Mutation.ABSENT, "machine"),
            new Mutation.Delete(old, 1),
            fixture.put(operation, Mutation.ABSENT, "operation"));

    assertThat(written).extracting(StoredRecord::key).containsExactly(machine, operation);
    assertThat(fixture.ids(fixture.query())).containsExactly("machine", "operation");
  }

  @Test
  void aTransactionThatConflictsInItsLastChangeChangesNothing() {
    Key machine = fixture.key("m1", "machine");
    Key operation = fixture.key("m1", "operation");
    fixture.create(machine, "before");

    assertThatThrownBy(
            () ->
                fixture.commit(
                    fixture.put(machine, 1, "after"), fixture.put(operation, 1, "after")))
        .isInstanceOf(RevisionConflictException.class);

    assertThat(fixture.value(machine)).isEqualTo("before");
    assertThat(fixture.value(operation)).isEqualTo("absent");
    assertThat(fixture.ids(fixture.query())).containsExactly("machine");
  }

  @Test
  void recordsOfTwoTenantsDoNotMeet() {
    StoreFixture other = new StoreFixture(store());
    Key mine = fixture.key("m1", "m1");
    Key theirs = new Key(other.tenant, fixture.kind, "m1", "m1");
    fixture.create(mine, "mine");

    assertThat(Stages.await(store().get(theirs))).isEmpty();
    fixture.create(theirs, "theirs");

    assertThat(fixture.value(mine)).isEqualTo("mine");
  }

  @Test
  void statisticsCountWhatWasDone() {
    Key key = fixture.key("m1", "m1");
    StoreStatistics before = store().statistics();

    fixture.commit(
        fixture.put(key, Mutation.ABSENT, "12345"),
        fixture.put(fixture.key("m1", "m2"), Mutation.ABSENT, "12345"));
    fixture.commit(new Mutation.Delete(key, 1));
    assertThatThrownBy(() -> fixture.commit(new Mutation.Delete(key, 1)))
        .isInstanceOf(RevisionConflictException.class);

    StoreStatistics after = store().statistics();
    assertThat(after.transactions() - before.transactions()).isEqualTo(2);
    assertThat(after.records() - before.records()).isEqualTo(3);
    assertThat(after.bytes() - before.bytes()).isGreaterThanOrEqualTo(10);
    assertThat(after.conflicts() - before.conflicts()).isEqualTo(1);
  }
}
