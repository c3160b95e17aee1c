package io.novacron.core.internal.simulation;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What is logged as an error while runs are played: a defect that the engine survives is one all
 * the same. Each thread hears of its own.
 */
final class LoggedErrors implements AutoCloseable {
  private static final int MOST = 4_000;

  private final PrintStream former = System.err;
  private final ThreadLocal<StringBuilder> text = ThreadLocal.withInitial(StringBuilder::new);

  /** Listens to the stream that the log is written to, until it is closed. */
  LoggedErrors() {
    System.setErr(
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
              }

              @Override
              public void write(byte[] bytes, int offset, int length) {
                StringBuilder mine = text.get();
                if (mine.length() < MOST) {
                  mine.append(new String(bytes, offset, length, StandardCharsets.UTF_8));
                }
              }
            },
            true,
            StandardCharsets.UTF_8));
  }

  /** What this thread has logged since it last asked; empty for nothing. */
  String take() {
    String logged = text.get().toString();
    text.remove();
    return logged;
  }

  @Override
  public void close() {
    System.setErr(former);
  }
}
