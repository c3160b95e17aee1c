package io.novacron.api.store;

import java.util.Map;
import java.util.Objects;

/**
 * A record as it is kept. The store knows nothing of the value but its bytes; what it can find
 * records by are the attributes.
 *
 * @param key where it is
 * @param revision 1 for the first version, one more with each change
 * @param schemaVersion version of the value's layout, chosen by the writer, 1 or more
 * @param attributes what the record can be found by, as written with it
 * @param value the encoded value, at most {@link StateStore#MAX_VALUE_BYTES}; not to be modified
 */
public record StoredRecord(
    Key key, long revision, int schemaVersion, Map<String, String> attributes, byte[] value) {
  public StoredRecord {
    Objects.requireNonNull(key, "key");
    attributes = Map.copyOf(attributes);
    Objects.requireNonNull(value, "value");
  }
}
