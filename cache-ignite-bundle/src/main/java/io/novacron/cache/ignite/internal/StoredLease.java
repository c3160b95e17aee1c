package io.novacron.cache.ignite.internal;

import io.novacron.api.store.StateStoreException;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * Until when a node has prolonged its claims, as it is kept: version, end. One small entry for all
 * of them, since renewing each claim on its own would write hundreds of entries a minute on a
 * server that does nothing.
 *
 * @param node name of the node
 * @param until when its claims end unless they are renewed
 */
record StoredLease(String node, Instant until) {
  private static final int VERSION = 1;
  private static final int BYTES = 1 + Long.BYTES;

  byte[] encode() {
    return ByteBuffer.allocate(BYTES).put((byte) VERSION).putLong(until.toEpochMilli()).array();
  }

  static StoredLease decode(String node, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length != BYTES || in.get() != VERSION) {
      throw new StateStoreException(
          "the lease of node " + node + " is damaged or was written by a newer release", null);
    }
    return new StoredLease(node, Instant.ofEpochMilli(in.getLong()));
  }
}
