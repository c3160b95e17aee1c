package io.novacron.cache.ignite.internal;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A sorted set in chunks of immutable arrays: about five bytes for a position where a skip list
 * takes forty. Finding a neighbour is two binary searches and takes no lock. Changes take one, and
 * replace a chunk; only when a chunk splits or becomes empty is the row of chunks copied.
 *
 * <p>A reader that walks from neighbour to neighbour sees each position that is there all the
 * while.
 */
final class SortedPositions {
  private static final int CHUNK = 256;
  private static final AtomicReferenceArray<Position[]> NONE = new AtomicReferenceArray<>(0);

  private volatile AtomicReferenceArray<Position[]> chunks = NONE;
  private final AtomicInteger size = new AtomicInteger();

  int size() {
    return size.get();
  }

  /** Adds a position unless it is there. */
  synchronized void add(Position position) {
    AtomicReferenceArray<Position[]> row = chunks;
    if (row.length() == 0) {
      chunks = new AtomicReferenceArray<>(new Position[][] {{position}});
      size.incrementAndGet();
      return;
    }
    int index = Math.max(0, chunkOf(row, position));
    Position[] chunk = row.get(index);
    int found = Arrays.binarySearch(chunk, position);
    if (found >= 0) {
      return;
    }
    Position[] grown = insert(chunk, -found - 1, position);
    if (grown.length <= CHUNK) {
      row.set(index, grown);
    } else {
      // Ids mostly grow, so the last chunk is left nearly full and the others are halved.
      int middle = index == row.length() - 1 ? CHUNK - CHUNK / 8 : grown.length / 2;
      chunks =
          replace(
              row,
              index,
              Arrays.copyOfRange(grown, 0, middle),
              Arrays.copyOfRange(grown, middle, grown.length));
    }
    size.incrementAndGet();
  }

  /** Removes a position if it is there. */
  synchronized void remove(Position position) {
    AtomicReferenceArray<Position[]> row = chunks;
    int index = chunkOf(row, position);
    if (index < 0) {
      return;
    }
    Position[] chunk = row.get(index);
    int found = Arrays.binarySearch(chunk, position);
    if (found < 0) {
      return;
    }
    if (chunk.length == 1) {
      chunks = replace(row, index);
    } else {
      Position[] shrunk = new Position[chunk.length - 1];
      System.arraycopy(chunk, 0, shrunk, 0, found);
      System.arraycopy(chunk, found + 1, shrunk, found, shrunk.length - found);
      row.set(index, shrunk);
    }
    size.decrementAndGet();
  }

  /**
   * Finds the nearest position after another one, or before it when descending.
   *
   * @param from where to begin; null for the end of the set that the order begins with
   * @param inclusive whether the position itself counts
   * @param ascending the direction
   * @return the neighbour, or null when there is none
   */
  @Nullable Position next(@Nullable Position from, boolean inclusive, boolean ascending) {
    AtomicReferenceArray<Position[]> row = chunks;
    if (row.length() == 0) {
      return null;
    }
    if (from == null) {
      Position[] chunk = row.get(ascending ? 0 : row.length() - 1);
      return chunk[ascending ? 0 : chunk.length - 1];
    }
    int index = chunkOf(row, from);
    if (index < 0) {
      return ascending ? row.get(0)[0] : null;
    }
    Position[] chunk = row.get(index);
    int found = Arrays.binarySearch(chunk, from);
    if (found >= 0 && inclusive) {
      return chunk[found];
    }
    int slot = found >= 0 ? found : -found - 1;
    if (ascending) {
      int after = found >= 0 ? slot + 1 : slot;
      if (after < chunk.length) {
        return chunk[after];
      }
      return index + 1 < row.length() ? row.get(index + 1)[0] : null;
    }
    if (slot > 0) {
      return chunk[slot - 1];
    }
    if (index == 0) {
      return null;
    }
    Position[] before = row.get(index - 1);
    return before[before.length - 1];
  }

  /** The last chunk that begins at or before a position; -1 when all begin after it. */
  private static int chunkOf(AtomicReferenceArray<Position[]> row, Position position) {
    int low = 0;
    int high = row.length() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (row.get(middle)[0].compareTo(position) <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  private static Position[] insert(Position[] chunk, int at, Position position) {
    Position[] grown = new Position[chunk.length + 1];
    System.arraycopy(chunk, 0, grown, 0, at);
    grown[at] = position;
    System.arraycopy(chunk, at, grown, at + 1, chunk.length - at);
    return grown;
  }

  private static AtomicReferenceArray<Position[]> replace(
      AtomicReferenceArray<Position[]> row, int index, Position[]... replacement) {
    Position[][] copy = new Position[row.length() - 1 + replacement.length][];
    for (int i = 0; i < index; i++) {
      copy[i] = row.get(i);
    }
    System.arraycopy(replacement, 0, copy, index, replacement.length);
    for (int i = index + 1; i < row.length(); i++) {
      copy[i - 1 + replacement.length] = row.get(i);
    }
    return new AtomicReferenceArray<>(copy);
  }
}
