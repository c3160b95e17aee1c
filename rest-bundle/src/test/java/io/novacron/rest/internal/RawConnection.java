package io.novacron.rest.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends bytes that no client would, and reads the answer to its end. */
final class RawConnection {
  private static final int TIMEOUT_MILLIS = 20_000;

  private RawConnection() {}

  /**
   * Sends a request, with the admin's token and "Connection: close", and gives the whole answer as
   * text.
   */
  static String send(int port, String requestLine, String headers, byte[] body) throws IOException {
    String head =
        requestLine
            + "\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
            + FakeSecurity.ADMIN_TOKEN
            + "\r\n"
            + headers
            + "\r\n";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(body);
    return send(port, bytes.toByteArray());
  }

  static String send(int port, byte[] bytes) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      try {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
      } catch (IOException e) {
        // The server may answer and close before it has read all; what it said is still to be read.
      }
      return read(socket.getInputStream());
    }
  }

  private static String read(InputStream in) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        answer.write(buffer, 0, count);
      }
    } catch (IOException e) {
      // The connection was reset after the answer.
    }
    return answer.toString(StandardCharsets.UTF_8);
  }
}
