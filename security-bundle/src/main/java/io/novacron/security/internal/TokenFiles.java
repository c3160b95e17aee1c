package io.novacron.security.internal;

import io.novacron.api.security.Secret;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the bearer tokens of a security directory and makes the admin's at the first start.
 *
 * <p>{@code admin-token} is the admin's. The owner may add others as {@code
 * tokens/<principal>.<role>}, each holding one token. A file that cannot be trusted is left out
 * with one line in the log; the others still count.
 */
public final class TokenFiles {
  private static final Logger LOG = LoggerFactory.getLogger(TokenFiles.class);
  private static final String ADMIN_TOKEN = "admin-token";
  private static final String TOKENS = "tokens";
  private static final int TOKEN_BYTES = 32;
  // The characters of a bearer token by RFC 6750; 43 of them can hold 256 bits.
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{43,256}=*");
  private static final Pattern NAME = Pattern.compile("([a-z][a-z0-9-]{0,62})\\.([a-z]+)");

  private final SecurityDirectory directory;
  private final SecureRandom random;

  public TokenFiles(SecurityDirectory directory, SecureRandom random) {
    this.directory = directory;
    this.random = random;
  }

  /** All identities whose tokens can be trusted. */
  public List<Identity> load() {
    List<Identity> identities = new ArrayList<>();
    try {
      identities.add(new Identity(Identity.ADMIN, Role.ADMIN, adminToken()));
    } catch (IOException e) {
      LOG.error(
          "credential=admin-token state=refused reason=\"{}\"", CredentialException.reason(e));
    }
    for (String name : names()) {
      try {
        identities.add(identity(name));
      } catch (IOException e) {
        LOG.error(
            "credential={}/{} state=refused reason=\"{}\"",
            TOKENS,
            name,
            CredentialException.reason(e));
      }
    }
    return identities;
  }

  private Secret adminToken() throws IOException {
    Secret present = token(ADMIN_TOKEN);
    if (present != null) {
      return present;
    }
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String fresh = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    directory.write(ADMIN_TOKEN, fresh + "\n");
    LOG.info(
        "credential=admin-token state=created file={} use=\"Authorization: Bearer <its content>\"",
        directory.resolve(ADMIN_TOKEN));
    return Secret.of(fresh);
  }

  private List<String> names() {
    try {
      return directory.list(TOKENS);
    } catch (IOException e) {
      LOG.error("credential={} state=refused reason=\"{}\"", TOKENS, CredentialException.reason(e));
      return List.of();
    }
  }

  private Identity identity(String name) throws IOException {
    Matcher parts = NAME.matcher(name);
    Role role = parts.matches() ? Role.named(parts.group(2)).orElse(null) : null;
    if (role == null || parts.group(1).equals(Identity.ADMIN)) {
      throw new CredentialException(
          "file "
              + directory.resolve(TOKENS).resolve(name)
              + " must be named <principal>.<role>: the principal of lower-case letters, digits and"
              + " hyphens and not admin, the role admin, operator or viewer; rename it");
    }
    Secret token = token(TOKENS + "/" + name);
    if (token == null) {
      throw new CredentialException("file " + name + " vanished while it was read; start again");
    }
    return new Identity(parts.group(1), role, token);
  }

  private @Nullable Secret token(String name) throws IOException {
    String content = directory.read(name);
    if (content == null) {
      return null;
    }
    if (!TOKEN.matcher(content).matches()) {
      throw new CredentialException(
          "file "
              + directory.resolve(name)
              + " does not hold one bearer token of 43 to 256 letters, digits and . _ ~ + / -;"
              + " put one there, or remove the file and start again"
              + (name.equals(ADMIN_TOKEN) ? " to have a new one made" : ""));
    }
    return Secret.of(content);
  }
}
