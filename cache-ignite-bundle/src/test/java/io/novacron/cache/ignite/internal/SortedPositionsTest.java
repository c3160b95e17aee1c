package io.novacron.cache.ignite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.store.Key;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SortedPositionsTest {
  private final SortedPositions positions = new SortedPositions();

  @Test
  void anEmptySetHasNoNeighbours() {
    assertThat(positions.next(null, true, true)).isNull();
    assertThat(positions.next(position(1), true, false)).isNull();
    assertThat(positions.size()).isZero();
  }

  @RepeatedTest(5)
  void itAgreesWithATreeWhateverIsAddedAndRemoved() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    TreeSet<Position> tree = new TreeSet<>();
    int range = 1 + random.nextInt(5000);
    for (int step = 0; step < 20_000; step++) {
      Position position = position(random.nextInt(range));
      if (random.nextInt(3) > 0) {
        positions.add(position);
        tree.add(position);
      } else {
        positions.remove(position);
        tree.remove(position);
      }
    }

    assertThat(positions.size()).isEqualTo(tree.size());
    assertThat(walk(true)).containsExactlyElementsOf(tree);
    assertThat(walk(false)).containsExactlyElementsOf(tree.descendingSet());
    for (int step = 0; step < 500; step++) {
      Position position = position(random.nextInt(range));
      assertThat(positions.next(position, true, true)).isEqualTo(tree.ceiling(position));
      assertThat(positions.next(position, false, true)).isEqualTo(tree.higher(position));
      assertThat(positions.next(position, true, false)).isEqualTo(tree.floor(position));
      assertThat(positions.next(position, false, false)).isEqualTo(tree.lower(position));
    }
  }

  @Test
  void growingAndShrinkingFromEitherEndKeepsTheOrder() {
    for (int i = 0; i < 2000; i++) {
      positions.add(position(i));
      positions.add(position(-i + 5000));
    }
    assertThat(walk(true)).isSorted().hasSize(4000);
    for (int i = 0; i < 2000; i++) {
      positions.remove(position(i));
    }
    assertThat(walk(true)).isSorted().hasSize(2000);
    for (int i = 0; i < 2000; i++) {
      positions.remove(position(-i + 5000));
    }
    assertThat(positions.size()).isZero();
    assertThat(walk(true)).isEmpty();
  }

  @Test
  void aWalkSeesAllThatStaysWhileOthersComeAndGo() throws Exception {
    List<Position> staying = new ArrayList<>();
    for (int i = 0; i < 6000; i += 3) {
      staying.add(position(i));
    }
    List<Position> shuffled = new ArrayList<>(staying);
    Collections.shuffle(shuffled, new Random(3));
    shuffled.forEach(positions::add);
    AtomicBoolean done = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              Random random = new Random(5);
              while (!done.get()) {
                Position passing = position(random.nextInt(2000) * 3 + 1 + random.nextInt(2));
                positions.add(passing);
                positions.remove(passing);
              }
            });
    writer.start();

    for (int round = 0; round < 50; round++) {
      List<Position> seen = walk(round % 2 == 0);
      seen.retainAll(new TreeSet<>(staying));
      assertThat(seen).hasSameSizeAs(staying);
    }

    done.set(true);
    writer.join();
    assertThat(walk(true)).isEqualTo(staying);
  }

  private List<Position> walk(boolean ascending) {
    List<Position> all = new ArrayList<>();
    @Nullable Position at = positions.next(null, true, ascending);
    while (at != null) {
      all.add(at);
      at = positions.next(at, false, ascending);
    }
    return all;
  }

  private static Position position(int number) {
    String id = "id-%06d".formatted(number + 10_000);
    return Position.of(new Key("tenant", "kind", id, id));
  }
}
