package io.novacron.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellTextTest {
  @Test
  void oneWordIsALineAsItIs() {
    assertThat(ShellQuoting.join(List.of("novacron:vm-list --output json | grep x")))
        .isEqualTo("novacron:vm-list --output json | grep x");
  }

  @Test
  void severalWordsKeepTheirBounds() {
    assertThat(ShellQuoting.join(List.of("novacron:vm-create", "--name", "a b", "say \"$x\"")))
        .isEqualTo("novacron:vm-create --name \"a b\" \"say \\\"\\$x\\\"\"");
  }

  @Test
  void coloursAreLeftOutAndTextIsKept() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PlainOutput output = new PlainOutput(bytes)) {
      output.write(
          "\u001b[31mno: \u001b[0m\u001b[31;1mgrün\u001b[0m [x]\n"
              .getBytes(StandardCharsets.UTF_8));
    }

    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("no: grün [x]\n");
  }
}
