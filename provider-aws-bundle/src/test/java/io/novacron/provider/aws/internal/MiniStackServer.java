package io.novacron.provider.aws.internal;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** MiniStack, an EC2 that shares nothing with moto. One in a JVM. */
final class MiniStackServer {
  private static final String VERSION = "1.5.33";
  private static final PythonEmulator EMULATOR =
      new PythonEmulator(
          "ministack",
          VERSION,
          "ministack==" + VERSION,
          port ->
              new PythonEmulator.Launch(
                  List.of("ministack"),
                  Map.of("BIND_HOST", "127.0.0.1", "GATEWAY_PORT", Integer.toString(port))),
          "/_ministack/reset");

  private MiniStackServer() {}

  /** Where it listens; started when it is not yet there. */
  static URI uri() {
    return EMULATOR.uri();
  }

  /** Forgets everything that was made. */
  static void reset() {
    EMULATOR.reset();
  }
}
