package io.novacron.security.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.login.LoginException;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.apache.karaf.jaas.modules.publickey.PublickeyCallback;
import org.apache.karaf.jaas.modules.publickey.PublickeyLoginModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellKeyTest {
  @TempDir Path data;

  @Test
  void theKeyMadeAtTheFirstStartLogsInAsAdminWithTheRoleThatTheShellAsksFor() throws Exception {
    Subject subject = logIn(prepare(), "admin", publicHalf());

    assertThat(subject.getPrincipals(UserPrincipal.class))
        .extracting(UserPrincipal::getName)
        .containsExactly("admin");
    assertThat(subject.getPrincipals(RolePrincipal.class))
        .extracting(RolePrincipal::getName)
        .contains("admin");
  }

  @Test
  void anotherKeyOrAnotherNameIsRefused() throws Exception {
    Path users = prepare();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    PublicKey other = generator.generateKeyPair().getPublic();

    assertThatThrownBy(() -> logIn(users, "admin", other)).isInstanceOf(LoginException.class);
    assertThatThrownBy(() -> logIn(users, "karaf", publicHalf()))
        .isInstanceOf(LoginException.class);
  }

  @Test
  void allItsFilesAreTheOwnersAlone() throws IOException {
    prepare();

    for (String name : new String[] {"shell-key", "shell-key.pub", "shell-users.properties"}) {
      assertThat(Files.getPosixFilePermissions(file(name)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
    assertThat(file("shell-key.pub")).content().matches("ssh-rsa [A-Za-z0-9+/=]+ admin\n");
  }

  @Test
  void aLaterStartKeepsTheKeyAndUndoesWhatWasAddedToTheUsers() throws Exception {
    Path users = prepare();
    String key = Files.readString(file("shell-key"));
    String before = Files.readString(users);
    Files.writeString(users, before + "mallory=AAAA,admin\n");

    prepare();

    assertThat(file("shell-key")).content().isEqualTo(key);
    assertThat(users).content().isEqualTo(before);
  }

  @Test
  void aKeyThatOthersCanReadIsRefused() throws IOException {
    prepare();
    Files.setPosixFilePermissions(file("shell-key"), PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(this::prepare)
        .isInstanceOf(CredentialException.class)
        .hasMessageContaining("chmod 600 " + file("shell-key"));
  }

  @Test
  void aFileThatHoldsNoRsaKeyIsRefusedAndLeftAsItIs() throws Exception {
    prepare();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256, new SecureRandom());
    String elliptic =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    for (String content : new String[] {"", "key", elliptic}) {
      Files.writeString(file("shell-key"), content);
      assertThatThrownBy(this::prepare)
          .isInstanceOf(CredentialException.class)
          .hasMessageContaining(file("shell-key").toString())
          .hasMessageContaining("remove it and start again");
      assertThat(file("shell-key")).content().isEqualTo(content);
    }
  }

  private Path prepare() throws IOException {
    return new ShellKey(SecurityDirectory.open(data), new SecureRandom()).prepare();
  }

  private Path file(String name) {
    return data.resolve("security").resolve(name);
  }

  private PublicKey publicHalf() throws IOException, GeneralSecurityException {
    String pem = Files.readString(file("shell-key"));
    byte[] encoded =
        Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "").strip());
    KeyFactory factory = KeyFactory.getInstance("RSA");
    RSAPrivateCrtKey key =
        (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
    return factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
  }

  private static Subject logIn(Path users, String name, PublicKey key) throws LoginException {
    Subject subject = new Subject();
    PublickeyLoginModule module = new PublickeyLoginModule();
    module.initialize(
        subject,
        callbacks -> {
          for (Callback callback : callbacks) {
            if (callback instanceof NameCallback asked) {
              asked.setName(name);
            } else if (callback instanceof PublickeyCallback asked) {
              asked.setPublicKey(key);
            }
          }
        },
        Map.of(),
        Map.of("users", users.toString()));
    module.login();
    module.commit();
    return subject;
  }
}
