package io.novacron.cache.ignite.internal;

import io.novacron.api.store.Key;
import io.novacron.api.store.StateStoreException;
import io.novacron.api.store.StoredRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A record as bytes. The layout, big-endian, version 1:
 *
 * <pre>
 * byte   version of the envelope
 * long   revision
 * int    version of the value's layout
 * long   when it was written, milliseconds since 1970
 * byte   number of attributes, then key and value of each as modified UTF-8 with a length in two bytes
 * int    length of the value, then its bytes
 * </pre>
 *
 * <p>Nothing follows. Reading is strict: an envelope that is longer, shorter or of another version
 * is refused with the key of the record, never read in part.
 *
 * @param record the record
 * @param writtenAt when it was written, to the millisecond
 */
record Envelope(StoredRecord record, Instant writtenAt) {
  static final int VERSION = 1;

  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + record.value().length);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(record.revision());
      out.writeInt(record.schemaVersion());
      out.writeLong(writtenAt.toEpochMilli());
      out.writeByte(record.attributes().size());
      // Sorted, so that equal records have equal bytes.
      for (Map.Entry<String, String> attribute : new TreeMap<>(record.attributes()).entrySet()) {
        out.writeUTF(attribute.getKey());
        out.writeUTF(attribute.getValue());
      }
      out.writeInt(record.value().length);
      out.write(record.value());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a whole envelope.
   *
   * @throws StateStoreException when it is damaged or of a version that this release does not know
   */
  static Envelope decode(Key key, byte[] bytes) {
    try (DataInputStream in = open(EntryKeys.text(key), bytes)) {
      long revision = in.readLong();
      int schemaVersion = in.readInt();
      Instant writtenAt = Instant.ofEpochMilli(in.readLong());
      Map<String, String> attributes = readAttributes(in);
      int length = in.readInt();
      if (length != in.available()) {
        throw damaged(
            EntryKeys.text(key),
            "its value should have " + length + " bytes but " + in.available() + " follow",
            null);
      }
      if (revision < 1 || schemaVersion < 1) {
        throw damaged(
            EntryKeys.text(key),
            "revision " + revision + " and schema version " + schemaVersion + " must be 1 or more",
            null);
      }
      byte[] value = in.readNBytes(length);
      return new Envelope(
          new StoredRecord(key, revision, schemaVersion, attributes, value), writtenAt);
    } catch (IOException e) {
      throw damaged(EntryKeys.text(key), "it ends too early", e);
    }
  }

  /** Reads the attributes only, for indexes. */
  static Map<String, String> attributes(String keyText, byte[] bytes) {
    try (DataInputStream in = open(keyText, bytes)) {
      in.skipNBytes(Long.BYTES + Integer.BYTES + Long.BYTES);
      return readAttributes(in);
    } catch (IOException e) {
      throw damaged(keyText, "it ends too early", e);
    }
  }

  private static DataInputStream open(String keyText, byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new StateStoreException(
          "record "
              + keyText
              + " has envelope version "
              + version
              + " but this release reads "
              + VERSION
              + "; start the release that wrote it",
          null);
    }
    return in;
  }

  private static Map<String, String> readAttributes(DataInputStream in) throws IOException {
    int count = in.readUnsignedByte();
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < count; i++) {
      attributes.put(in.readUTF(), in.readUTF());
    }
    return attributes;
  }

  private static StateStoreException damaged(
      String keyText, String how, @Nullable Throwable cause) {
    return new StateStoreException("record " + keyText + " is damaged: " + how, cause);
  }
}
