package io.novacron.security.internal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What is logged while this is open. */
final class CapturedLog implements AutoCloseable {
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

  CapturedLog() {
    System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));
  }

  String text() {
    return lines.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    System.setErr(before);
  }
}
