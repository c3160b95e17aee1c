package io.novacron.core.internal.inventory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * Picks from what is too much to be seen to at once, one after the other in the order of their keys
 * and then from the first again, so that each has its turn. Used by one thread at a time.
 */
final class Turns {
  private final int most;
  private @Nullable String last;

  /**
   * Begins with the first.
   *
   * @param most how many have their turn together
   */
  Turns(int most) {
    this.most = most;
  }

  /** Those whose turn it is among those that wait now. */
  <T> List<T> next(NavigableMap<String, T> waiting) {
    String before = last;
    NavigableMap<String, T> later = before == null ? waiting : waiting.tailMap(before, false);
    NavigableMap<String, T> earlier =
        before == null ? Collections.emptyNavigableMap() : waiting.headMap(before, true);
    List<T> turn = new ArrayList<>();
    for (NavigableMap<String, T> part : List.of(later, earlier)) {
      for (Map.Entry<String, T> each : part.entrySet()) {
        if (turn.size() < most) {
          turn.add(each.getValue());
          last = each.getKey();
        }
      }
    }
    return turn;
  }
}
