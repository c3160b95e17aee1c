package io.novacron.core.internal.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.security.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretBoxTest {
  private static final Secret TEXT = Secret.of("password=canary-7f3a");
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path directory;

  @Test
  void whatWasSealedIsOpenedWithTheSameKeyAlsoByAnotherProcess() {
    String sealed = box().seal(TEXT, "op-1");
    assertThat(sealed).doesNotContain("canary").startsWith("v1:");
    assertThat(box().open(sealed, "op-1")).isEqualTo(TEXT);
  }

  @Test
  void theSameTextIsSealedInAnotherWayEachTime() {
    SecretBox box = box();
    assertThat(box.seal(TEXT, "op-1")).isNotEqualTo(box.seal(TEXT, "op-1"));
  }

  @Test
  void whatWasSealedForOneOperationIsNotOpenedForAnother() {
    SecretBox box = box();
    String sealed = box.seal(TEXT, "op-1");
    assertThatThrownBy(() -> box.open(sealed, "op-2")).isInstanceOf(SecretBoxException.class);
  }

  @Test
  void whatWasChangedIsNotOpened() {
    SecretBox box = box();
    byte[] bytes = Base64.getDecoder().decode(box.seal(TEXT, "op-1").substring(3));
    bytes[20] ^= 1;
    String changed = "v1:" + Base64.getEncoder().encodeToString(bytes);
    assertThatThrownBy(() -> box.open(changed, "op-1"))
        .isInstanceOf(SecretBoxException.class)
        .hasMessageContaining("key file");
    assertThatThrownBy(() -> box.open("v1:AAAA", "op-1")).isInstanceOf(SecretBoxException.class);
    assertThatThrownBy(() -> box.open("v1:?", "op-1")).isInstanceOf(SecretBoxException.class);
    assertThatThrownBy(() -> box.open("v9:AAAA", "op-1")).hasMessageContaining("another version");
  }

  @Test
  void aDigestIsTheSameForEqualTextsUnderOneKeyAndOtherwiseNot() {
    assertThat(box().digest("a")).isEqualTo(box().digest("a")).startsWith("hmac-sha256:");
    assertThat(box().digest("a")).isNotEqualTo(box().digest("b"));
    assertThat(box().digest("a"))
        .isNotEqualTo(new SecretBox(() -> new byte[32], RANDOM).digest("a"));
  }

  @Test
  void theKeyFileIsForItsOwnerAloneAndOneThatIsNotIsRefused() throws IOException {
    box().digest("a");
    Path file = directory.resolve("keys/record-key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> box().digest("a"))
        .isInstanceOf(SecretBoxException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void aKeyFileThatHoldsNoKeyIsToldAndNotReplaced() throws IOException {
    box().digest("a");
    Path file = directory.resolve("keys/record-key");
    Files.writeString(file, "short");
    assertThatThrownBy(() -> box().digest("a")).hasMessageContaining("put the right one back");
    assertThat(Files.readString(file)).isEqualTo("short");
  }

  private SecretBox box() {
    return new SecretBox(new KeyFile(directory.resolve("keys/record-key"), RANDOM)::load, RANDOM);
  }
}
