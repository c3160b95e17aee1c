package io.novacron.api.store;

import java.util.Objects;

/**
 * The address of a record. Records that share a tenant and a partition key live together and can be
 * changed in one transaction; all records of one machine use the machine's id as their partition
 * key.
 *
 * <p>Each part is 1 to 200 characters of letters, digits and {@code . _ : @ -}, so that it can be
 * written anywhere without escaping.
 *
 * @param tenant tenant that the record belongs to
 * @param kind class of record, such as {@code machine}; a scan is over one kind
 * @param partitionKey what the record lives with
 * @param id id, unique within tenant, kind and partition key; scans are ordered by it
 */
public record Key(String tenant, String kind, String partitionKey, String id) {
  private static final int LONGEST = 200;

  public Key {
    check("tenant", tenant);
    check("kind", kind);
    check("partitionKey", partitionKey);
    check("id", id);
  }

  private static void check(String part, String value) {
    Objects.requireNonNull(value, part);
    if (value.isEmpty() || value.length() > LONGEST) {
      throw new IllegalArgumentException(
          part + " must have 1 to " + LONGEST + " characters but has " + value.length());
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean legal =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '.'
              || c == '_'
              || c == ':'
              || c == '@'
              || c == '-';
      if (!legal) {
        throw new IllegalArgumentException(
            part
                + " may hold letters, digits and . _ : @ - but has the character U+"
                + Integer.toHexString(c));
      }
    }
  }
}
