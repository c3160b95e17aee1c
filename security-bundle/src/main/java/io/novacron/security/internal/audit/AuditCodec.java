package io.novacron.security.internal.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.novacron.api.store.StateStoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Links and ends of chains as bytes, and the hash of a link. Safe for use by many threads. */
final class AuditCodec {
  static final int SCHEMA = 1;

  private final ObjectMapper json = new ObjectMapper();

  byte[] encode(Object value) {
    try {
      return json.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  AuditEntry entry(byte[] bytes) throws IOException {
    return json.readValue(bytes, AuditEntry.class);
  }

  ChainEnd end(byte[] bytes) throws IOException {
    return json.readValue(bytes, ChainEnd.class);
  }

  /** How many segments were removed, as bytes. */
  byte[] encodeFloor(long segments) {
    return encode(new Floor(segments));
  }

  /** How many segments were removed. */
  long floor(byte[] bytes) {
    try {
      return json.readValue(bytes, Floor.class).segments();
    } catch (IOException e) {
      throw new StateStoreException("the floor of the audit chain cannot be read", e);
    }
  }

  static String hash(byte[] link) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(link));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private record Floor(long segments) {}
}
