package io.novacron.itests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Many event streams of one client, which reads them all with one thread. */
final class IdleStreams implements AutoCloseable {
  private final List<SocketChannel> channels = new ArrayList<>();
  private final Selector selector = Selector.open();
  private final Set<SelectionKey> answered = ConcurrentHashMap.newKeySet();
  private final Set<SelectionKey> told = ConcurrentHashMap.newKeySet();
  private final Set<SelectionKey> ended = ConcurrentHashMap.newKeySet();
  private final Thread reader;
  private volatile String awaited = "\0";

  IdleStreams() throws IOException {
    reader = new Thread(this::read, "idle-streams");
    reader.setDaemon(true);
    reader.start();
  }

  void open(int port, String token) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channels.add(channel);
    channel.write(
        ByteBuffer.wrap(
            ("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + token
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1)));
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ);
    selector.wakeup();
  }

  private void read() {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    try {
      while (selector.isOpen()) {
        selector.select(100);
        for (SelectionKey key : selector.selectedKeys()) {
          read(key, buffer);
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException | RuntimeException e) {
      // Closed by now.
      return;
    }
  }

  private void read(SelectionKey key, ByteBuffer buffer) {
    buffer.clear();
    int count;
    try {
      count = ((SocketChannel) key.channel()).read(buffer);
    } catch (IOException e) {
      count = -1;
    }
    if (count < 0) {
      ended.add(key);
      key.cancel();
      return;
    }
    String text = new String(buffer.array(), 0, count, StandardCharsets.UTF_8);
    if (text.startsWith("HTTP/1.1 200")) {
      answered.add(key);
    }
    if (text.contains(awaited)) {
      told.add(key);
    }
  }

  /** How many were answered with a stream. */
  int answered() {
    return answered.size();
  }

  /** Looks for a text from now on. */
  void await(String text) {
    told.clear();
    awaited = text;
  }

  /** How many have got the text since. */
  int told() {
    return told.size();
  }

  /** How many the server has ended. */
  int ended() {
    return ended.size();
  }

  @Override
  public void close() throws IOException {
    selector.close();
    for (SocketChannel channel : channels) {
      channel.close();
    }
  }
}
