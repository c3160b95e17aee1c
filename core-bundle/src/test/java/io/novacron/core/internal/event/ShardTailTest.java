package io.novacron.core.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShardTailTest {
  private final List<String> told = new ArrayList<>();
  private final ShardTail tail = new ShardTail(7, event -> told.add(event.id()));

  @Test
  void anEventIsToldOnlyWhenAllBeforeItAreSettled() {
    ShardTail.Pending first = begin(1, "a", 1);
    ShardTail.Pending second = begin(1, "b", 1);
    long before = tail.head();
    tail.settle(second, true);
    assertThat(told).isEmpty();
    assertThat(tail.head()).isEqualTo(before);

    tail.settle(first, true);
    assertThat(told).containsExactly("a.1", "b.1");
    assertThat(tail.head()).isGreaterThanOrEqualTo(second.position());
  }

  @Test
  void aRefusedWriteLeavesAHoleAndHoldsNobodyUp() {
    ShardTail.Pending refused = begin(1, "a", 1);
    ShardTail.Pending second = begin(1, "b", 1);
    tail.settle(second, true);
    tail.settle(refused, false);
    assertThat(told).containsExactly("b.1");
    assertThat(tail.after(EventPosition.start(1)).orElseThrow())
        .extracting(EventRecord::position)
        .containsExactly(second.position());
  }

  @Test
  void positionsRiseOverEpochsAndAnOldEpochGetsNone() {
    ShardTail.Pending old = begin(1, "a", 1);
    ShardTail.Pending later = begin(2, "b", 1);
    assertThat(later.position()).isGreaterThan(old.position());
    assertThat(tail.begin(1, List.of(event("c", 1)))).isEmpty();
  }

  @Test
  void whatIsNoLongerKeptIsLeftToTheStore() {
    tail.enter(3);
    long start = EventPosition.start(3);
    for (int i = 1; i <= 64; i++) {
      tail.settle(begin(3, "a", i), true);
    }
    assertThat(tail.after(start).orElseThrow()).hasSize(64);
    tail.settle(begin(3, "a", 65), true);
    assertThat(tail.after(start)).isEmpty();
    assertThat(tail.after(tail.start()).orElseThrow()).hasSize(64);
  }

  @Test
  void whatWasWrittenBeforeThisNodeHeldTheShardIsLeftToTheStore() {
    ShardTail.Pending old = begin(1, "a", 1);
    tail.enter(2);
    tail.settle(old, true);
    assertThat(told).containsExactly("a.1");
    assertThat(tail.after(EventPosition.start(1))).isEmpty();
    assertThat(tail.after(EventPosition.start(2)).orElseThrow()).isEmpty();
  }

  @Test
  void idsOfAShardAreInTheOrderOfItsPositions() {
    List<String> ids = new ArrayList<>();
    for (long epoch : new long[] {1, 2, 300}) {
      long position = EventPosition.start(epoch);
      for (int i = 0; i < 40; i++) {
        position = EventPosition.next(position);
        ids.add(EventPosition.id(0xa3, position));
        assertThat(EventPosition.position(EventPosition.id(0xa3, position))).isEqualTo(position);
      }
    }
    assertThat(ids).isSorted().allMatch(id -> EventPosition.shard(id) == 0xa3);
    assertThat(EventPosition.afterAll(0xa3)).isGreaterThan(ids.get(ids.size() - 1));
    assertThat(EventPosition.afterAll(0xa3)).isLessThan(EventPosition.id(0xa4, 0));
  }

  private ShardTail.Pending begin(long epoch, String subject, long revision) {
    return tail.begin(epoch, List.of(event(subject, revision))).orElseThrow();
  }

  private static Event event(String subject, long revision) {
    return new Event(
        subject + "." + revision,
        "default",
        "/novacron/node-1",
        "io.novacron.vm.running.v1",
        "vm/" + subject,
        Instant.EPOCH,
        revision,
        null,
        Map.of(),
        Map.of());
  }
}
