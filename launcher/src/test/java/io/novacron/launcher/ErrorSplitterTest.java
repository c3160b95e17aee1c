package io.novacron.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ErrorSplitterTest {
  private final ByteArrayOutputStream result = new ByteArrayOutputStream();
  private final ByteArrayOutputStream error = new ByteArrayOutputStream();
  private final ErrorSplitter splitter = new ErrorSplitter(result, error);

  @Test
  void theLinesFromAnErrorOnAreTheError() throws IOException {
    write("web  running\nError: no-capacity: none is left\n  --type: is sold out\nNext: Wait.\n");
    splitter.end(true);

    assertThat(text(result)).isEqualTo("web  running\n");
    assertThat(text(error))
        .isEqualTo("Error: no-capacity: none is left\n  --type: is sold out\nNext: Wait.\n");
  }

  @Test
  void whatTheContainerRefusesIsAnErrorToo() throws IOException {
    String undefined =
        "\u001b[31mError executing command novacron:\u001b[1mvm-create\u001b[22m\u001b[39m:"
            + " undefined option \u001b[1m--nonsense\u001b[22m\n"
            + "Try <command> --help' for more information.\n";
    write(undefined);
    splitter.end(true);
    assertThat(text(result)).isEmpty();
    assertThat(text(error)).isEqualTo(undefined);
  }

  @Test
  void aCommandThatDoesNotExistIsAnError() throws IOException {
    write("\u001b[31mCommand not found: \u001b[0m\u001b[31;1mnosuch:command\u001b[0m\n");
    splitter.end(true);

    assertThat(text(result)).isEmpty();
    assertThat(text(error)).contains("nosuch:command");
  }

  @Test
  void whatACommandThatSucceededWroteIsItsResult() throws IOException {
    write("Error: as a word of its own\nand more\n");
    splitter.end(false);

    assertThat(text(result)).isEqualTo("Error: as a word of its own\nand more\n");
    assertThat(text(error)).isEmpty();
  }

  @Test
  void aResultComesAsItIsWritten() throws IOException {
    write("Err");
    assertThat(text(result)).isEmpty();
    write("atic, \u001b[31mError: within a line\n\u001b[31mred\n\nhalf a li");

    assertThat(text(result))
        .isEqualTo("Erratic, \u001b[31mError: within a line\n\u001b[31mred\n\nhalf a li");
    write("ne\nErr");
    splitter.end(true);
    assertThat(text(result)).endsWith("half a line\nErr");
    assertThat(text(error)).isEmpty();
  }

  @Test
  void whatIsTooLongForAnErrorIsNoneAndMemoryStaysBounded() throws IOException {
    write("Error: \n" + "a".repeat(ErrorSplitter.MOST_BYTES));

    assertThat(result.size()).isGreaterThan(ErrorSplitter.MOST_BYTES);
    splitter.end(true);
    assertThat(text(error)).isEmpty();
  }

  private void write(String text) throws IOException {
    splitter.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(ByteArrayOutputStream out) {
    return out.toString(StandardCharsets.UTF_8);
  }
}
