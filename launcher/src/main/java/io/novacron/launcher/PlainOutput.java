package io.novacron.launcher;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Leaves out the colours that the shell writes, for output that goes to a pipe or a file. */
final class PlainOutput extends FilterOutputStream {
  private static final int ESCAPE = 0x1b;

  private enum State {
    TEXT,
    ESCAPED,
    SEQUENCE
  }

  private State state = State.TEXT;

  PlainOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int value) throws IOException {
    switch (state) {
      case TEXT -> {
        if (value == ESCAPE) {
          state = State.ESCAPED;
        } else {
          out.write(value);
        }
      }
      case ESCAPED -> state = value == '[' ? State.SEQUENCE : State.TEXT;
      case SEQUENCE -> state = value >= '@' && value <= '~' ? State.TEXT : State.SEQUENCE;
    }
  }

  /** Does nothing but flush: the process's own output stays open. */
  @Override
  public void close() throws IOException {
    flush();
  }
}
