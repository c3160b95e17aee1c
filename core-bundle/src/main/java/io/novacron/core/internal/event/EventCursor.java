package io.novacron.core.internal.event;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.store.Ownership;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * How far a reader has come: a position for each shard. As text it is URL-safe, and short while
 * most shards stand at the beginning of one epoch; one in which all shards have moved has some 700
 * characters. Immutable.
 */
final class EventCursor {
  private static final int CHECK_BYTES = 4;
  private static final int BITMAP_BYTES = Ownership.SHARDS / Byte.SIZE;

  private final long[] positions;

  private EventCursor(long[] positions) {
    this.positions = positions;
  }

  /** A cursor at these positions, by shard. */
  static EventCursor at(long[] positions) {
    if (positions.length != Ownership.SHARDS) {
      throw new IllegalArgumentException("a cursor has a position for each shard");
    }
    return new EventCursor(positions.clone());
  }

  long position(int shard) {
    return positions[shard];
  }

  long[] positions() {
    return positions.clone();
  }

  /** Writes positions as text. */
  static String text(long[] positions) {
    long base = commonStart(positions);
    ByteArrayOutputStream body = new ByteArrayOutputStream(64);
    byte[] moved = new byte[BITMAP_BYTES];
    int shardsMoved = 0;
    for (int shard = 0; shard < positions.length; shard++) {
      if (positions[shard] != base) {
        moved[shard / Byte.SIZE] |= (byte) (1 << (shard % Byte.SIZE));
        shardsMoved++;
      }
    }
    number(body, EventPosition.epoch(base));
    // A list of few shards is shorter than a map of all.
    boolean mapped = shardsMoved > BITMAP_BYTES;
    number(body, mapped ? 0 : shardsMoved + 1L);
    if (mapped) {
      body.writeBytes(moved);
    }
    for (int shard = 0; shard < positions.length; shard++) {
      if (positions[shard] != base) {
        if (!mapped) {
          body.write(shard);
        }
        long distance = positions[shard] - base;
        number(body, (distance << 1) ^ (distance >> 63));
      }
    }
    byte[] bytes = body.toByteArray();
    ByteBuffer checked = ByteBuffer.allocate(CHECK_BYTES + bytes.length);
    checked.putInt(check(bytes)).put(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(checked.array());
  }

  /**
   * Reads text.
   *
   * @throws io.novacron.api.error.ProblemException with INVALID when it is no cursor
   */
  static EventCursor parse(String text) {
    try {
      ByteBuffer all = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (all.remaining() > CHECK_BYTES) {
        int check = all.getInt();
        byte[] bytes = new byte[all.remaining()];
        all.get(bytes);
        if (check == check(bytes)) {
          return read(ByteBuffer.wrap(bytes));
        }
      }
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      // Told below: whatever is wrong with a cursor, the answer is the same.
    }
    throw Problem.builder("invalid-cursor", Category.INVALID, "That is no cursor of the event log.")
        .error("cursor", "must be the cursor of an event or a page, unchanged, or oldest or latest")
        .nextStep("Begin with the cursor oldest or latest.")
        .toException();
  }

  private static EventCursor read(ByteBuffer body) {
    long base = EventPosition.start(number(body));
    long[] positions = new long[Ownership.SHARDS];
    Arrays.fill(positions, base);
    long count = number(body) - 1;
    if (count < 0) {
      byte[] moved = new byte[BITMAP_BYTES];
      body.get(moved);
      for (int shard = 0; shard < positions.length; shard++) {
        if ((moved[shard / Byte.SIZE] & (1 << (shard % Byte.SIZE))) != 0) {
          positions[shard] = base + distance(body);
        }
      }
    } else {
      for (long i = 0; i < count; i++) {
        int shard = body.get() & 0xff;
        positions[shard] = base + distance(body);
      }
    }
    return new EventCursor(positions);
  }

  /** The beginning of the epoch at which most shards stand; any will do when none has most. */
  private static long commonStart(long[] positions) {
    long candidate = 0;
    int votes = 0;
    for (long position : positions) {
      long epoch = EventPosition.epoch(position);
      if (votes == 0) {
        candidate = epoch;
      }
      votes += epoch == candidate ? 1 : -1;
    }
    return EventPosition.start(candidate);
  }

  private static int check(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return (int) sum.getValue();
  }

  /** Seven bits a byte, the lowest first; the highest bit says that more follow. */
  private static void number(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static long number(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number has too many bytes");
  }

  private static long distance(ByteBuffer in) {
    long folded = number(in);
    return (folded >>> 1) ^ -(folded & 1);
  }
}
