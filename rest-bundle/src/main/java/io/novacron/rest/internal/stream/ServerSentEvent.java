package io.novacron.rest.internal.stream;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The lines of server-sent events. */
final class ServerSentEvent {
  private ServerSentEvent() {}

  /** The beginning: clients come back this soon after a connection was lost. */
  static byte[] opening() {
    return bytes(": novacron events\nretry: 2000\n\n");
  }

  /**
   * An event.
   *
   * @param id where a client goes on that has got it
   * @param data one line
   */
  static byte[] event(String id, String type, String data) {
    return bytes("id: " + id + "\nevent: " + type + "\ndata: " + data + "\n\n");
  }

  /**
   * A sign of life. With an id, a client that is cut off goes on from there, though it got nothing
   * since.
   */
  static byte[] heartbeat(@Nullable String id) {
    return bytes(": heartbeat\n" + (id == null ? "" : "id: " + id + "\n") + "\n");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
