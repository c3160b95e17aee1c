package io.novacron.api.store;

import java.util.Map;
import java.util.Objects;

/** One change in a transaction, bound to the revision that it was computed from. */
public sealed interface Mutation {
  /** The expected revision of a record that must not exist. */
  long ABSENT = 0;

  /** The record that is changed. */
  Key key();

  /** Revision that the record must have for the transaction to be applied, or {@link #ABSENT}. */
  long expectedRevision();

  /**
   * Writes a record.
   *
   * @param key where
   * @param expectedRevision the revision it must have, or {@link #ABSENT} to create it
   * @param schemaVersion version of the value's layout, 1 or more
   * @param attributes what the record can be found by; at most {@link #MOST_ATTRIBUTES}, with keys
   *     and values of at most {@link #LONGEST_ATTRIBUTE} characters
   * @param value the encoded value, at most {@link StateStore#MAX_VALUE_BYTES}; owned by the store
   *     from here on
   */
  record Put(
      Key key,
      long expectedRevision,
      int schemaVersion,
      Map<String, String> attributes,
      byte[] value)
      implements Mutation {
    /** The most attributes of one record. */
    public static final int MOST_ATTRIBUTES = 64;

    /** The most characters of an attribute's key and of its value. */
    public static final int LONGEST_ATTRIBUTE = 512;

    public Put {
      Objects.requireNonNull(key, "key");
      attributes = Map.copyOf(attributes);
      Objects.requireNonNull(value, "value");
      if (expectedRevision < 0 || schemaVersion < 1) {
        throw new IllegalArgumentException(
            "expectedRevision must be 0 or more and schemaVersion 1 or more, but they are "
                + expectedRevision
                + " and "
                + schemaVersion);
      }
      if (value.length > StateStore.MAX_VALUE_BYTES) {
        throw new IllegalArgumentException(
            "a value has at most "
                + StateStore.MAX_VALUE_BYTES
                + " bytes but that of "
                + key
                + " has "
                + value.length);
      }
      if (attributes.size() > MOST_ATTRIBUTES) {
        throw new IllegalArgumentException(
            "a record has at most "
                + MOST_ATTRIBUTES
                + " attributes but "
                + key
                + " has "
                + attributes.size());
      }
      attributes.forEach(
          (name, text) -> {
            if (name.length() > LONGEST_ATTRIBUTE || text.length() > LONGEST_ATTRIBUTE) {
              throw new IllegalArgumentException(
                  "key and value of an attribute have at most "
                      + LONGEST_ATTRIBUTE
                      + " characters but one of "
                      + key
                      + " has "
                      + Math.max(name.length(), text.length()));
            }
          });
    }
  }

  /**
   * Removes a record.
   *
   * @param key which
   * @param expectedRevision the revision it must have, 1 or more
   */
  record Delete(Key key, long expectedRevision) implements Mutation {
    public Delete {
      Objects.requireNonNull(key, "key");
      if (expectedRevision < 1) {
        throw new IllegalArgumentException(
            "expectedRevision must be 1 or more but is " + expectedRevision);
      }
    }
  }
}
