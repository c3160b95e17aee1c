package io.novacron.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Many event streams, read by one thread. */
final class EventReaders implements AutoCloseable {
  private static final String ID = "\"id\":\"";
  private static final String TIME = "\"time\":\"";

  private final Selector selector = Selector.open();
  private final int port;
  private final String token;
  private final Histogram latencies = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(5), 3);
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong distinct = new AtomicLong();
  private volatile boolean measuring;

  EventReaders(int port, String token) throws IOException {
    this.port = port;
    this.token = token;
    Thread reader = new Thread(this::read, "event-readers");
    reader.setDaemon(true);
    reader.start();
  }

  void open(String query) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.write(
        ByteBuffer.wrap(
            ("GET /api/v1/events"
                    + query
                    + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + token
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII)));
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, new Stream());
    selector.wakeup();
  }

  /** Measures what comes from now on. */
  void measure() {
    measuring = true;
  }

  /** How many events came, on all streams together. */
  long received() {
    return received.get();
  }

  /** How many of them were no repetition of one that had come on the same stream. */
  long distinct() {
    return distinct.get();
  }

  double millis(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1e3;
  }

  private void read() {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 18);
    try {
      while (selector.isOpen()) {
        selector.select(100);
        for (SelectionKey key : selector.selectedKeys()) {
          buffer.clear();
          int count = ((SocketChannel) key.channel()).read(buffer);
          if (count < 0) {
            key.cancel();
          } else {
            ((Stream) key.attachment())
                .add(new String(buffer.array(), 0, count, StandardCharsets.UTF_8));
          }
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException | RuntimeException e) {
      if (selector.isOpen()) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }

  /** What came on one connection. */
  private final class Stream {
    private final StringBuilder rest = new StringBuilder();
    private final Set<String> seen = new HashSet<>();

    void add(String text) {
      rest.append(text);
      int begin = 0;
      for (int end = rest.indexOf("\n", begin); end >= 0; end = rest.indexOf("\n", begin)) {
        if (rest.indexOf("data:", begin) == begin) {
          event(rest.substring(begin, end));
        }
        begin = end + 1;
      }
      rest.delete(0, begin);
    }

    private void event(String line) {
      received.incrementAndGet();
      if (seen.add(value(line, ID))) {
        distinct.incrementAndGet();
      }
      if (measuring) {
        long micros = ChronoUnit.MICROS.between(Instant.parse(value(line, TIME)), Instant.now());
        latencies.recordValue(Math.max(0, micros));
      }
    }

    private static String value(String line, String key) {
      int begin = line.indexOf(key) + key.length();
      return line.substring(begin, line.indexOf('"', begin));
    }
  }
}
