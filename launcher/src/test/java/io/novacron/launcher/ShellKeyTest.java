package io.novacron.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellKeyTest {
  @TempDir Path data;

  @Test
  void theWholePairIsReadFromThePrivateKey() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair made = generator.generateKeyPair();
    write(
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(made.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");

    KeyPair read = ShellKey.read(data);

    assertThat(read.getPublic()).isEqualTo(made.getPublic());
    assertThat(read.getPrivate()).isEqualTo(made.getPrivate());
  }

  @Test
  void aFileThatIsNoKeyIsNamedAndItsContentIsNot() throws Exception {
    write("-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");

    assertThatThrownBy(() -> ShellKey.read(data))
        .isInstanceOf(LauncherException.class)
        .hasMessageContaining("shell-key")
        .hasMessageNotContaining("c2VjcmV0");
  }

  @Test
  void aMissingKeyIsSaidToBeMissing() {
    assertThatThrownBy(() -> ShellKey.read(data))
        .isInstanceOf(LauncherException.class)
        .hasMessageContaining("no such file");
  }

  private void write(String text) throws Exception {
    Files.createDirectories(data.resolve("security"));
    Files.writeString(data.resolve("security/shell-key"), text);
  }
}
