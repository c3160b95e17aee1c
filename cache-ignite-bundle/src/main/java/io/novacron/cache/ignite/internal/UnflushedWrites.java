package io.novacron.cache.ignite.internal;

import io.novacron.api.store.Key;
import io.novacron.api.store.StoredRecord;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What records were before writes that are in memory but not yet safe on the disk. Readers get
 * these, so that nobody acts on something that a power cut could take back.
 */
final class UnflushedWrites {
  private final Map<Key, Optional<StoredRecord>> safe = new ConcurrentHashMap<>();

  /**
   * Hides a write that is about to be made. The first of several to one key decides what is shown.
   */
  void hide(Key key, @Nullable StoredRecord before) {
    safe.putIfAbsent(key, Optional.ofNullable(before));
  }

  /** Shows the writes to a key, since they are safe. */
  void reveal(Key key) {
    safe.remove(key);
  }

  /**
   * Gives the version of a record that may be shown.
   *
   * @param found what was read from memory before this call; in that order a write that was hidden
   *     after the reading is not in it, and one that was revealed before this call is safe
   */
  Optional<StoredRecord> visible(Key key, @Nullable StoredRecord found) {
    Optional<StoredRecord> hidden = safe.get(key);
    return hidden == null ? Optional.ofNullable(found) : hidden;
  }
}
