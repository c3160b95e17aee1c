package io.novacron.simulator.wire;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one reply, or something worse. Used once. */
final class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final int ENDLESS_KIB = 16;

  /** Runs something later. */
  interface Later {
    void after(long delay, TimeUnit unit, Runnable task);
  }

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Later later;

  Delivery(Request request, Response response, Callback callback, Later later) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.later = later;
  }

  /** Sends a reply as it is. */
  void send(HttpReply reply, String requestId, Instant date) {
    head(reply, requestId, date, reply.body().length);
    response.write(true, ByteBuffer.wrap(reply.body()), callback);
  }

  /** Sends half of a reply and breaks the connection. */
  void truncate(HttpReply reply, String requestId, Instant date) {
    head(reply, requestId, date, reply.body().length);
    ByteBuffer half = ByteBuffer.wrap(reply.body(), 0, reply.body().length / 2);
    response.write(false, half, Callback.from(this::breakOff, this::gone));
  }

  /** Sends a reply of the right length that cannot be parsed. */
  void garble(HttpReply reply, String requestId, Instant date) {
    byte[] body = reply.body().clone();
    Arrays.fill(body, body.length / 2, body.length, (byte) '<');
    send(
        new HttpReply(reply.status(), reply.contentType(), reply.headers(), body), requestId, date);
  }

  /** Begins a reply that goes on until the caller goes away. */
  void sendEndlessly(HttpReply reply, String requestId, Instant date, long kibPerSecond) {
    head(reply, requestId, date, -1);
    byte[] chunk = new byte[ENDLESS_KIB << 10];
    long everyMicros = TimeUnit.SECONDS.toMicros(ENDLESS_KIB) / kibPerSecond;
    Arrays.fill(chunk, (byte) ' ');
    byte[] begin = Arrays.copyOf(reply.body(), reply.body().length / 2 + 1);
    response.write(
        false, ByteBuffer.wrap(begin), Callback.from(() -> goOn(chunk, everyMicros), this::gone));
  }

  private void goOn(byte[] chunk, long everyMicros) {
    // By a timer, so that one caller who reads fast does not keep a thread for itself.
    later.after(
        everyMicros,
        TimeUnit.MICROSECONDS,
        () ->
            response.write(
                false,
                ByteBuffer.wrap(chunk),
                Callback.from(() -> goOn(chunk, everyMicros), this::gone)));
  }

  /** Sends a reply byte by byte. */
  void drip(HttpReply reply, String requestId, Instant date, long everyMillis) {
    head(reply, requestId, date, reply.body().length);
    drip(ByteBuffer.wrap(reply.body()), everyMillis);
  }

  private void drip(ByteBuffer rest, long everyMillis) {
    ByteBuffer one = rest.slice(rest.position(), 1);
    rest.position(rest.position() + 1);
    if (!rest.hasRemaining()) {
      response.write(true, one, callback);
      return;
    }
    response.write(
        false,
        one,
        Callback.from(
            () -> later.after(everyMillis, TimeUnit.MILLISECONDS, () -> drip(rest, everyMillis)),
            this::gone));
  }

  /** Breaks the connection with a reset. */
  void reset() {
    EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    if (endPoint.getTransport() instanceof SocketChannel channel) {
      try {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      } catch (IOException e) {
        LOG.debug("msg=\"the connection is closed without a reset\" reason=\"{}\"", e.toString());
      }
    }
    breakOff();
  }

  /** Breaks the connection. */
  void breakOff() {
    request.getConnectionMetaData().getConnection().getEndPoint().close();
    gone(new IOException("the connection is broken on purpose"));
  }

  private void gone(Throwable why) {
    callback.failed(why);
  }

  private void head(HttpReply reply, String requestId, Instant date, long length) {
    response.setStatus(reply.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
    response
        .getHeaders()
        .put(
            HttpHeader.DATE,
            DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC)));
    response.getHeaders().put("x-amzn-RequestId", requestId);
    reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    if (length >= 0) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
    }
  }

  /** A text as a reply. */
  static HttpReply text(int status, String text) {
    return HttpReply.of(
        status, "text/plain;charset=UTF-8", (text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
