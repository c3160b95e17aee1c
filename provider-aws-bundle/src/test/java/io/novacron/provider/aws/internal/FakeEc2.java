package io.novacron.provider.aws.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that answers each request as a test says, down to the bytes. */
final class FakeEc2 implements AutoCloseable {
  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();
  private volatile Script script;

  /** What is answered to a request. */
  interface Script {
    /**
     * Answers.
     *
     * @param request its parameters
     * @param reply where the whole reply goes, head and all
     */
    void answer(Map<String, String> request, OutputStream reply)
        throws IOException, InterruptedException;
  }

  FakeEc2(Script script) {
    this.script = script;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  void script(Script next) {
    script = next;
  }

  /** The parameters of all requests so far. */
  List<Map<String, String>> requests() {
    return new ArrayList<>(requests);
  }

  /** A whole reply with a body of XML. */
  static byte[] reply(int status, String headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        ("HTTP/1.1 "
                + status
                + " Status\r\nContent-Type: text/xml;charset=UTF-8\r\nContent-Length: "
                + bytes.length
                + "\r\n"
                + headers
                + "\r\n")
            .getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head);
    all.writeBytes(bytes);
    return all.toByteArray();
  }

  /** A refusal in EC2's form. */
  static Script refusal(int status, String code, String message, String headers) {
    return (request, reply) ->
        reply.write(
            reply(
                status,
                headers,
                "<?xml version=\"1.0\"?><Response><Errors><Error><Code>"
                    + code
                    + "</Code><Message>"
                    + message
                    + "</Message></Error></Errors><RequestID>req-1</RequestID></Response>"));
  }

  /** A reply that lists instances. */
  static byte[] instances(String... items) {
    return reply(
        200,
        "",
        "<DescribeInstancesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
            + "<requestId>req-2</requestId><reservationSet><item><instancesSet>"
            + String.join("", items)
            + "</instancesSet></item></reservationSet></DescribeInstancesResponse>");
  }

  /** An instance with tags. */
  static String instance(String id, String state, String token, Map<String, String> tags) {
    StringBuilder set = new StringBuilder();
    tags.forEach(
        (key, value) ->
            set.append("<item><key>")
                .append(key)
                .append("</key><value>")
                .append(value)
                .append("</value></item>"));
    return "<item><instanceId>"
        + id
        + "</instanceId><instanceState><code>16</code><name>"
        + state
        + "</name></instanceState><instanceType>m7i.xlarge</instanceType><clientToken>"
        + token
        + "</clientToken><privateIpAddress>10.0.0.7</privateIpAddress><tagSet>"
        + set
        + "</tagSet></item>";
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  /** One request per connection, which is enough for tests and leaves no reply behind another. */
  private void serve(Socket socket) {
    try (socket) {
      Map<String, String> request = read(socket.getInputStream());
      requests.add(request);
      script.answer(request, socket.getOutputStream());
      socket.getOutputStream().flush();
    } catch (IOException e) {
      // The caller has gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, String> read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.write(next);
    }
    int length = 0;
    for (String line : head.toString(StandardCharsets.ISO_8859_1).split("\r\n", -1)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).trim());
      }
    }
    Map<String, String> parameters = new HashMap<>();
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(
            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }
}
