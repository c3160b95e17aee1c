package io.novacron.api.security;

import java.util.Objects;

/** What a caller shows to prove who they are. */
public sealed interface Credential {
  /**
   * A bearer token of the Authorization header.
   *
   * @param token the token without the word Bearer
   */
  record BearerToken(Secret token) implements Credential {
    public BearerToken {
      Objects.requireNonNull(token, "token");
    }
  }

  /**
   * A name that the container has already proven, such as the owner of an SSH key.
   *
   * @param name name of the principal
   */
  record ProvenPrincipal(String name) implements Credential {
    public ProvenPrincipal {
      Objects.requireNonNull(name, "name");
    }
  }
}
