package io.novacron.cache.ignite.internal;

import io.novacron.api.store.Key;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where a record stands in the lists of its kind: by id, then tenant, then partition key. A million
 * of these are held, so a position is one object and one array; an id that is its own partition
 * key, as a machine's is, is kept once.
 */
final class Position implements Comparable<Position> {
  private final String tenant;
  private final byte[] text;
  private final short idLength;

  private Position(String tenant, byte[] text, int idLength) {
    this.tenant = tenant;
    this.text = text;
    this.idLength = (short) idLength;
  }

  /**
   * The position of a record.
   *
   * @param tenant the tenant of the key, as the one instance that all its positions share
   * @param key the key
   */
  static Position of(String tenant, Key key) {
    String id = key.id();
    String all = id.equals(key.partitionKey()) ? id : id + key.partitionKey();
    return new Position(tenant, all.getBytes(StandardCharsets.US_ASCII), id.length());
  }

  static Position of(Key key) {
    return of(key.tenant(), key);
  }

  /** The place right before all records with this id, in whichever tenant. */
  static Position before(String id) {
    // No tenant sorts before the empty one, which no record has.
    return new Position("", id.getBytes(StandardCharsets.US_ASCII), id.length());
  }

  String tenant() {
    return tenant;
  }

  Key key(String kind) {
    String id = new String(text, 0, idLength, StandardCharsets.US_ASCII);
    String partitionKey =
        idLength == text.length
            ? id
            : new String(text, idLength, text.length - idLength, StandardCharsets.US_ASCII);
    return new Key(tenant, kind, partitionKey, id);
  }

  private int partitionKeyStart() {
    return idLength == text.length ? 0 : idLength;
  }

  @Override
  public int compareTo(Position other) {
    int byId = Arrays.compare(text, 0, idLength, other.text, 0, other.idLength);
    if (byId != 0) {
      return byId;
    }
    int byTenant = tenant.compareTo(other.tenant);
    if (byTenant != 0) {
      return byTenant;
    }
    return Arrays.compare(
        text,
        partitionKeyStart(),
        text.length,
        other.text,
        other.partitionKeyStart(),
        other.text.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Position position && compareTo(position) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * tenant.hashCode() + Arrays.hashCode(text);
  }

  @Override
  public String toString() {
    return key("?").toString();
  }
}
