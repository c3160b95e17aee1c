package io.novacron.core.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.event.Event;
import io.novacron.api.store.Claim;
import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Ownership;
import io.novacron.api.store.Query;
import io.novacron.api.store.RevisionConflictException;
import io.novacron.api.store.StaleClaimException;
import io.novacron.api.store.StoreUnavailableException;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.testing.ManualTime;
import io.novacron.store.contract.InMemoryStateStore;
import io.novacron.store.contract.Stages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class EventWriterTest {
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final int SHARD = Ownership.shardOf("default", "m");

  private final ManualTime time = new ManualTime();
  private final ManualTime.Process process = time.process();
  private final InMemoryStateStore store = new InMemoryStateStore(time);
  private final List<Event> told = new ArrayList<>();
  private final EventWriter writer = writer();

  @Test
  void changeAndEventAreWrittenTogetherOrNotAtAll() {
    Claim claim = claim("node-1");
    List<StoredRecord> written = Stages.await(commit(claim, 0));
    assertThat(written).extracting(record -> record.key().kind()).containsExactly("thing");
    assertThat(ids()).containsExactly("m.1");

    assertThatThrownBy(() -> Stages.await(commit(claim, 0)))
        .isInstanceOf(RevisionConflictException.class);
    assertThat(ids()).containsExactly("m.1");
    time.runReady();
    assertThat(told).extracting(Event::id).containsExactly("m.1");
  }

  @Test
  void aWriterWhoLostItsShardWritesNoEvent() {
    Claim lost = claim("node-1");
    time.advance(LEASE.plusSeconds(1));
    claim("node-2");
    assertThatThrownBy(() -> Stages.await(commit(lost, 0))).isInstanceOf(StaleClaimException.class);
    assertThat(ids()).isEmpty();
    time.runReady();
    assertThat(told).isEmpty();
  }

  @Test
  void anotherLifeOfTheNodeWritesBehindTheFormer() {
    Stages.await(commit(claim("node-1"), 0));
    EventWriter second = writer();
    Stages.await(second.commit(change(claim("node-1"), 1), List.of(event(2))));
    assertThat(ids()).containsExactly("m.1", "m.2");
  }

  @Test
  void aWriteWhoseAcknowledgementWasLostIsReadBackBeforeLaterOnesAreTold() {
    Claim claim = claim("node-1");
    store.failAfterNextCommits(1);
    CompletionStage<List<StoredRecord>> first = commit(claim, 0);
    assertThatThrownBy(() -> Stages.await(first)).isInstanceOf(StoreUnavailableException.class);
    Stages.await(commit(claim, 1));
    time.runReady();
    assertThat(told).extracting(Event::id).containsExactly("m.1", "m.2");
  }

  @Test
  void aWriteThatDidNotHappenIsNotTold() {
    Claim claim = claim("node-1");
    store.failBeforeNextCommits(1);
    assertThatThrownBy(() -> Stages.await(commit(claim, 0)))
        .isInstanceOf(StoreUnavailableException.class);
    Stages.await(commit(claim, 0));
    time.runReady();
    assertThat(told).extracting(Event::id).containsExactly("m.1");
    assertThat(ids()).containsExactly("m.1");
  }

  private EventWriter writer() {
    EventPublisher publisher = new EventPublisher(process);
    publisher.add(told::add);
    return new EventWriter(store, publisher, process);
  }

  private Claim claim(String node) {
    return Objects.requireNonNull(Stages.await(store.claim(Set.of(SHARD), node, LEASE)).get(SHARD));
  }

  private CompletionStage<List<StoredRecord>> commit(Claim claim, long revision) {
    return writer.commit(change(claim, revision), List.of(event(revision + 1)));
  }

  private static Transaction change(Claim claim, long revision) {
    Mutation put =
        new Mutation.Put(
            new Key("default", "thing", "m", "m"), revision, 1, Map.of(), new byte[] {1});
    return new Transaction(List.of(put), claim);
  }

  private Event event(long revision) {
    return new Event(
        "m." + revision,
        "default",
        "/novacron/node-1",
        "io.novacron.vm.running.v1",
        "vm/m",
        time.instant(),
        revision,
        "aws",
        Map.of("team", "a"),
        Map.of("name", "web"));
  }

  private List<String> ids() {
    return Stages.await(store.query(Query.of("default", EventRecord.KIND))).items().stream()
        .flatMap(record -> EventRecord.read(record).events().stream())
        .map(Event::id)
        .toList();
  }
}
