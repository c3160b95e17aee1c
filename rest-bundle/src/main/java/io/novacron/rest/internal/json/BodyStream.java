package io.novacron.rest.internal.json;

import static io.novacron.rest.internal.json.InvalidBodyException.Fault.INCOMPLETE;
import static io.novacron.rest.internal.json.InvalidBodyException.Fault.MALFORMED;
import static io.novacron.rest.internal.json.InvalidBodyException.Fault.TOO_SLOW;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.zip.ZipException;

/**
 * A body on its way in: it must be there in time, and tells when it begins to be read and when it
 * has ended. What goes wrong with it is always an {@link InvalidBodyException}. For one thread.
 */
public final class BodyStream extends InputStream {
  private final InputStream in;
  private final Runnable begin;
  private final Runnable end;
  private final LongSupplier nanos;
  private final Duration limit;
  private boolean begun;
  private long since;

  /**
   * Makes it.
   *
   * @param begin called before the first read; may throw to refuse it
   * @param end called once all is read; not when it was not read to its end
   * @param nanos time that never runs backwards
   * @param limit for the whole body; a read that waits is not woken for it, but by the idle timeout
   *     of the connection
   */
  public BodyStream(
      InputStream in, Runnable begin, Runnable end, LongSupplier nanos, Duration limit) {
    this.in = in;
    this.begin = begin;
    this.end = end;
    this.nanos = nanos;
    this.limit = limit;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    if (!begun) {
      begin.run();
      begun = true;
      since = nanos.getAsLong();
    }
    if (nanos.getAsLong() - since > limit.toNanos()) {
      throw new InvalidBodyException(
          TOO_SLOW, "The body was not there within " + limit.toSeconds() + " s.", List.of());
    }
    int count;
    try {
      count = in.read(bytes, offset, length);
    } catch (IOException | RuntimeException e) {
      throw unreadable(e);
    }
    if (count < 0) {
      end.run();
    }
    return count;
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  static InvalidBodyException unreadable(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ZipException) {
        return new InvalidBodyException(MALFORMED, "The body is not the gzip it says.", List.of());
      }
    }
    return new InvalidBodyException(
        INCOMPLETE, "The body ended before it was complete, or its rest did not come.", List.of());
  }
}
