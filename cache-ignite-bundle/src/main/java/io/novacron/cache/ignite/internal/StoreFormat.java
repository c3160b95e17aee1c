package io.novacron.cache.ignite.internal;

import io.novacron.api.store.StateStoreException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of everything that is kept: keys, envelopes, claims and their layout. It is written
 * when a store is made and checked before anything else is read, so that a release never touches
 * what it does not understand.
 */
final class StoreFormat {
  /** What this release reads and writes. */
  static final int VERSION = 1;

  private static final Pattern FORM = Pattern.compile("novacron-state ([0-9]{1,9})");

  private StoreFormat() {}

  /**
   * Checks the version, and notes it in a store that is new.
   *
   * @throws StateStoreException when the store is of another version
   */
  static void verify(RecordCache records) {
    byte[] found = records.get(EntryKeys.format());
    if (found == null) {
      records.put(EntryKeys.format(), encode(VERSION));
      return;
    }
    Matcher matcher = FORM.matcher(new String(found, StandardCharsets.UTF_8));
    if (!matcher.matches()) {
      throw new StateStoreException("its format record is damaged; restore a copy", null);
    }
    int version = Integer.parseInt(matcher.group(1));
    if (version != VERSION) {
      throw new StateStoreException(
          "it has format "
              + version
              + " but this release reads "
              + VERSION
              + "; start the release that wrote it, nothing was changed",
          null);
    }
  }

  static byte[] encode(int version) {
    return ("novacron-state " + version).getBytes(StandardCharsets.UTF_8);
  }
}
