package io.novacron.cache.ignite.internal;

import io.novacron.api.store.StateStoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All changes of one transaction in one entry. Ignite logs a transaction entry by entry, so a
 * process that is killed may leave the first half of one; the image is logged before all of them,
 * and applying it again makes the transaction whole.
 *
 * @param changes the entries that the transaction leaves
 */
record TransactionImage(List<Change> changes) {
  private static final int VERSION = 1;

  /**
   * One entry.
   *
   * @param key text of its key
   * @param envelope its bytes, or null when it is deleted
   */
  @SuppressWarnings(
      "ArrayRecordComponent") // Never compared; copying a mebibyte for nothing is worse.
  record Change(String key, byte @Nullable [] envelope) {}

  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeShort(changes.size());
      for (Change change : changes) {
        out.writeUTF(change.key());
        byte[] envelope = change.envelope();
        out.writeInt(envelope == null ? -1 : envelope.length);
        if (envelope != null) {
          out.write(envelope);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  static TransactionImage decode(int shard, byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readUnsignedByte() != VERSION) {
        throw damaged(shard, null);
      }
      int count = in.readUnsignedShort();
      List<Change> changes = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        String key = in.readUTF();
        int length = in.readInt();
        if (length > in.available()) {
          throw damaged(shard, null);
        }
        changes.add(new Change(key, length < 0 ? null : in.readNBytes(length)));
      }
      if (in.available() > 0) {
        throw damaged(shard, null);
      }
      return new TransactionImage(List.copyOf(changes));
    } catch (IOException e) {
      throw damaged(shard, e);
    }
  }

  private static StateStoreException damaged(int shard, @Nullable Throwable cause) {
    return new StateStoreException(
        "the last transaction of shard " + shard + " is damaged or was written by a newer release",
        cause);
  }
}
