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
 * What the records of a transaction were before it, in one entry. Ignite logs a transaction entry
 * by entry, so a process that is killed may leave the first half of one; the image is logged before
 * all of them, and with it such a half is found and undone.
 *
 * @param changes one for each record that the transaction changes
 */
record BeforeImage(List<Change> changes) {
  private static final int VERSION = 1;

  /**
   * One record.
   *
   * @param key text of its key
   * @param revisionAfter the revision that the transaction gives it; 0 when it deletes it
   * @param before its envelope before, or null when there was none
   */
  @SuppressWarnings(
      "ArrayRecordComponent") // Never compared; copying a mebibyte for nothing is worse.
  record Change(String key, long revisionAfter, byte @Nullable [] before) {}

  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeShort(changes.size());
      for (Change change : changes) {
        out.writeUTF(change.key());
        out.writeLong(change.revisionAfter());
        byte[] before = change.before();
        out.writeInt(before == null ? -1 : before.length);
        if (before != null) {
          out.write(before);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  static BeforeImage decode(int shard, byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readUnsignedByte() != VERSION) {
        throw damaged(shard, null);
      }
      int count = in.readUnsignedShort();
      List<Change> changes = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        String key = in.readUTF();
        long revisionAfter = in.readLong();
        int length = in.readInt();
        if (length > in.available()) {
          throw damaged(shard, null);
        }
        changes.add(new Change(key, revisionAfter, length < 0 ? null : in.readNBytes(length)));
      }
      if (in.available() > 0) {
        throw damaged(shard, null);
      }
      return new BeforeImage(List.copyOf(changes));
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
