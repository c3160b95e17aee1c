package io.novacron.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Parts what a single command writes into its result and the error that it ended with. The
 * container's SSH server sends nothing of a command's error output: at the end it closes the output
 * and then the channel, with what was written to the other one still in its buffer. So errors come
 * in the output, always as its last lines; they are known by how their first line begins.
 */
final class ErrorSplitter extends OutputStream {
  /** More than an error ever is; beyond it, what looked like one was none. */
  static final int MOST_BYTES = 1 << 16;

  /** Ours, then the container's own, which are red. */
  private static final List<byte[]> BEGINNINGS =
      List.of(
          bytes("Error: "),
          bytes("\u001b[31mError executing command"),
          bytes("\u001b[31mCommand not found"));

  private enum State {
    /** At the begin of a line, which may become that of an error. */
    BEGIN,
    RESULT,
    ERROR
  }

  private final OutputStream result;
  private final OutputStream error;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private State state = State.BEGIN;

  ErrorSplitter(OutputStream result, OutputStream error) {
    this.result = result;
    this.error = error;
  }

  @Override
  public void write(int value) throws IOException {
    switch (state) {
      case BEGIN -> {
        held.write(value);
        byte[] line = held.toByteArray();
        if (BEGINNINGS.stream().anyMatch(beginning -> Arrays.equals(beginning, line))) {
          state = State.ERROR;
        } else if (BEGINNINGS.stream().noneMatch(beginning -> startsWith(beginning, line))) {
          release(result);
          state = value == '\n' ? State.BEGIN : State.RESULT;
        }
      }
      case RESULT -> {
        result.write(value);
        state = value == '\n' ? State.BEGIN : State.RESULT;
      }
      case ERROR -> {
        held.write(value);
        if (held.size() > MOST_BYTES) {
          release(result);
          state = State.RESULT;
        }
      }
    }
  }

  /**
   * Ends the output.
   *
   * @param failed whether the command failed; what a command that succeeded has written is a
   *     result, whatever it looks like
   */
  void end(boolean failed) throws IOException {
    release(failed && state == State.ERROR ? error : result);
    result.flush();
    error.flush();
  }

  private void release(OutputStream out) throws IOException {
    held.writeTo(out);
    held.reset();
  }

  @Override
  public void flush() throws IOException {
    result.flush();
  }

  /** Does nothing but flush: {@link #end} comes once it is known how the command ended. */
  @Override
  public void close() throws IOException {
    flush();
  }

  private static boolean startsWith(byte[] whole, byte[] begin) {
    return begin.length <= whole.length
        && Arrays.equals(whole, 0, begin.length, begin, 0, begin.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
