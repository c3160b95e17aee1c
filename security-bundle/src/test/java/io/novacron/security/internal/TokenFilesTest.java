package io.novacron.security.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFilesTest {
  private static final String GOOD_TOKEN = "v".repeat(43);

  @TempDir Path data;

  @Test
  void theFirstStartMakesAnAdminTokenOf256BitsThatOnlyItsOwnerCanRead() throws IOException {
    List<Identity> identities = load();

    assertThat(identities).hasSize(1);
    Identity admin = identities.get(0);
    assertThat(admin.principal()).isEqualTo("admin");
    assertThat(admin.role()).isEqualTo(Role.ADMIN);
    assertThat(Base64.getUrlDecoder().decode(admin.token().reveal())).hasSize(32);
    assertThat(Files.readString(adminToken())).isEqualTo(admin.token().reveal() + "\n");
    assertThat(permissions(adminToken())).isEqualTo("rw-------");
    assertThat(permissions(data.resolve("security"))).isEqualTo("rwx------");
  }

  @Test
  void theFirstStartSaysWhereTheTokenIsAndNeverWhatItIs() throws IOException {
    try (CapturedLog log = new CapturedLog()) {
      String token = load().get(0).token().reveal();

      assertThat(log.text()).containsOnlyOnce(adminToken().toString()).doesNotContain(token);
    }
  }

  @Test
  void aLaterStartKeepsTheTokenAndSaysNothing() throws IOException {
    List<Identity> first = load();
    try (CapturedLog log = new CapturedLog()) {
      assertThat(load()).isEqualTo(first);
      assertThat(log.text()).isEmpty();
    }
  }

  @Test
  void twoFirstStartsMakeDifferentTokens(@TempDir Path other) throws IOException {
    assertThat(load().get(0).token())
        .isNotEqualTo(
            new TokenFiles(SecurityDirectory.open(other), new SecureRandom())
                .load()
                .get(0)
                .token());
  }

  @Test
  void aTokenThatOthersCanReadIsRefusedWithItsFileAndTheFix() throws IOException {
    String token = load().get(0).token().reveal();
    Files.setPosixFilePermissions(adminToken(), PosixFilePermissions.fromString("rw-r-----"));

    try (CapturedLog log = new CapturedLog()) {
      assertThat(load()).isEmpty();
      assertThat(log.text()).contains("chmod 600 " + adminToken()).doesNotContain(token);
    }
    assertThat(adminToken()).content().isEqualTo(token + "\n");
  }

  @Test
  void aTokenFileWithOtherContentIsRefusedAndLeftAsItIs() throws IOException {
    load();
    for (String content :
        new String[] {"", "too-short", "two words" + GOOD_TOKEN, "\u0000\u0001"}) {
      Files.writeString(adminToken(), content);
      try (CapturedLog log = new CapturedLog()) {
        assertThat(load()).isEmpty();
        assertThat(log.text()).contains(adminToken().toString()).contains("remove the file");
      }
      assertThat(adminToken()).content().isEqualTo(content);
    }
  }

  @Test
  void aTokenFileThatIsNotTextIsRefused() throws IOException {
    load();
    Files.write(adminToken(), new byte[] {(byte) 0xff, (byte) 0xfe});

    try (CapturedLog log = new CapturedLog()) {
      assertThat(load()).isEmpty();
      assertThat(log.text()).contains(adminToken() + " is not text");
    }
  }

  @Test
  void theOwnerCanAddTokensOfOtherRoles() throws IOException {
    add("alice.viewer", "rw-------", GOOD_TOKEN);
    add("ci.operator", "rw-------", "c".repeat(50) + "==\n");

    assertThat(load())
        .extracting(Identity::principal, Identity::role)
        .containsExactly(
            tuple("admin", Role.ADMIN), tuple("alice", Role.VIEWER), tuple("ci", Role.OPERATOR));
  }

  @Test
  void aTokenThatCannotBeTrustedLeavesTheOthersInForce() throws IOException {
    add("alice.viewer", "rw----r--", GOOD_TOKEN);
    add("bob.emperor", "rw-------", GOOD_TOKEN);
    add("admin.viewer", "rw-------", GOOD_TOKEN);
    add("carol.viewer", "rw-------", GOOD_TOKEN);

    try (CapturedLog log = new CapturedLog()) {
      assertThat(load()).extracting(Identity::principal).containsExactly("admin", "carol");
      assertThat(log.text())
          .contains("chmod 600")
          .contains("bob.emperor must be named")
          .contains("admin.viewer must be named");
    }
  }

  @Test
  void aDirectoryThatOthersCouldEnterIsClosedToThem() throws IOException {
    Files.createDirectory(
        data.resolve("security"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

    load();

    assertThat(permissions(data.resolve("security"))).isEqualTo("rwx------");
  }

  @Test
  void aLeftoverOfAKilledStartIsNoHindrance() throws IOException {
    SecurityDirectory.open(data);
    Files.writeString(data.resolve("security/.admin-token.new"), "half a tok");

    assertThat(load()).hasSize(1);
    assertThat(data.resolve("security/.admin-token.new")).doesNotExist();
  }

  private List<Identity> load() throws IOException {
    return new TokenFiles(SecurityDirectory.open(data), new SecureRandom()).load();
  }

  private Path adminToken() {
    return data.resolve("security/admin-token");
  }

  private void add(String name, String permissions, String content) throws IOException {
    Path tokens = Files.createDirectories(data.resolve("security/tokens"));
    Path file = Files.writeString(tokens.resolve(name), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
