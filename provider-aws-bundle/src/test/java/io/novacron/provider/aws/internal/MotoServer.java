package io.novacron.provider.aws.internal;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** Moto, whose server forgets on request but honours no client token. One in a JVM. */
public final class MotoServer {
  private static final String VERSION = "5.2.4";
  private static final PythonEmulator EMULATOR =
      new PythonEmulator(
          "moto",
          VERSION,
          "moto[server]==" + VERSION,
          port ->
              new PythonEmulator.Launch(
                  List.of("moto_server", "-H", "127.0.0.1", "-p", Integer.toString(port)),
                  Map.of()),
          "/moto-api/reset");

  private MotoServer() {}

  /** Where it listens; started when it is not yet there. */
  public static URI uri() {
    return EMULATOR.uri();
  }

  /** Forgets everything that was made. */
  public static void reset() {
    EMULATOR.reset();
  }
}
